import { isJsonObject, type Json } from '../json.ts';
import { pointerStep } from './json-pointer.ts';
import { type PlannedValue, plannedMember } from './planned-value.ts';

/** The pointers of the properties that a schema doesn't name, outermost first: what is within one of them is not told. */
export function unplannedIn(value: Json, planned: PlannedValue, path = ''): string[] {
  if (Array.isArray(value)) {
    const { items } = planned;
    if (items === undefined) return [];
    return value.flatMap((item, index) => unplannedIn(item, items, `${path}/${index}`));
  }
  if (!isJsonObject(value)) return [];
  const found: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const plan = plannedMember(planned, name);
    const at = path + pointerStep(name);
    if (plan !== undefined) found.push(...unplannedIn(member, plan, at));
    else if (planned.namesAll) found.push(at);
  }
  return found;
}

/** The pointers of the properties that every such value has, and this one has not. */
export function missingIn(value: Json, planned: PlannedValue, path = ''): string[] {
  if (Array.isArray(value)) {
    const { items } = planned;
    if (items === undefined) return [];
    return value.flatMap((item, index) => missingIn(item, items, `${path}/${index}`));
  }
  if (!isJsonObject(value)) return [];
  const missing = planned.required
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => path + pointerStep(name));
  for (const [name, member] of Object.entries(value)) {
    const plan = plannedMember(planned, name);
    if (member === undefined || plan === undefined) continue;
    missing.push(...missingIn(member, plan, path + pointerStep(name)));
  }
  return missing;
}
