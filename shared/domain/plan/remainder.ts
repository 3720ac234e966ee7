import type { Json, JsonObject } from '../json.ts';
import { pointerStep, stepsOf } from './json-pointer.ts';

/** A copy of a body that parts are taken out of, one after the other. */
export class Remainder {
  readonly value: JsonObject;
  /** The positions in the beginning, of lists that have lost a member: those behind it have moved up. */
  readonly #positions = new Map<Json[], number[]>();

  constructor(body: JsonObject) {
    this.value = structuredClone(body);
  }

  /** Takes out what a pointer leads to now; `undefined` where it leads to nothing, or to the whole. */
  takeOut(pointer: string): Json | undefined {
    const steps = stepsOf(pointer);
    const last = steps.pop();
    if (last === undefined) return undefined;
    let holder: Json | undefined = this.value;
    for (const step of steps) holder = memberOf(holder, step);
    const value = memberOf(holder, last);
    if (value === undefined) return undefined;
    if (Array.isArray(holder)) this.#removeItem(holder, Number(last));
    else delete (holder as JsonObject)[last];
    return value;
  }

  /** Where in the body, as it was in the beginning, a pointer leads to. */
  originalOf(pointer: string): string {
    let holder: Json | undefined = this.value;
    let original = '';
    for (const step of stepsOf(pointer)) {
      const positions = Array.isArray(holder) ? this.#positions.get(holder) : undefined;
      original += pointerStep(String(positions?.[Number(step)] ?? step));
      holder = memberOf(holder, step);
    }
    return original;
  }

  #removeItem(list: Json[], index: number): void {
    const positions = this.#positions.get(list) ?? list.map((_, position) => position);
    positions.splice(index, 1);
    list.splice(index, 1);
    this.#positions.set(list, positions);
  }
}

function memberOf(holder: Json | undefined, step: string): Json | undefined {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, step))
    return undefined;
  return (holder as JsonObject)[step];
}
