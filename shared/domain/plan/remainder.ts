import type { Json, JsonObject } from '../json.ts';
import { stepsOf } from './json-pointer.ts';

/**
 * A copy of a body that parts are taken out of, one after the other. Members of an array move up when one is taken out before them; what was
 * taken is told by the pointer that it had in the beginning.
 */
export class Remainder {
  readonly value: JsonObject;
  /** The positions in the beginning, of arrays that have lost a member. */
  readonly #positions = new Map<Json[], number[]>();

  constructor(body: JsonObject) {
    this.value = structuredClone(body);
  }

  /** Takes out what a pointer leads to now; `undefined` where it leads to nothing, or to the whole. */
  takeOut(pointer: string): { value: Json; pointer: string } | undefined {
    const steps = stepsOf(pointer);
    const last = steps.pop();
    let holder: Json | undefined = this.value;
    let original = '';
    const texts = pointer.split('/').slice(1);
    for (const [depth, step] of steps.entries()) {
      original += `/${this.#firstPosition(holder, step, texts[depth] ?? step)}`;
      holder = memberOf(holder, step);
    }
    const value = last === undefined ? undefined : memberOf(holder, last);
    if (last === undefined || value === undefined) return undefined;
    original += `/${this.#firstPosition(holder, last, texts.at(-1) ?? last)}`;
    this.#remove(holder, last);
    return { value, pointer: original };
  }

  #firstPosition(holder: Json | undefined, step: string, text: string): string {
    if (!Array.isArray(holder)) return text;
    return String(this.#positions.get(holder)?.[Number(step)] ?? step);
  }

  #remove(holder: Json | undefined, step: string): void {
    if (Array.isArray(holder)) {
      const positions = this.#positions.get(holder) ?? holder.map((_, index) => index);
      positions.splice(Number(step), 1);
      holder.splice(Number(step), 1);
      this.#positions.set(holder, positions);
    } else {
      delete (holder as JsonObject)[step];
    }
  }
}

function memberOf(holder: Json | undefined, step: string): Json | undefined {
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, step)) return undefined;
  return (holder as JsonObject)[step];
}
