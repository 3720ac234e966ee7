import type { Flag } from '../event/event.ts';
import type { Rejection } from '../event/rejection.ts';
import type { JsonObject } from '../json.ts';
import { flagLimits, flagOf } from './flag.ts';
import type { PlanPolicy } from './plan-policy.ts';
import { Remainder } from './remainder.ts';
import type { PlannedEvent } from './tracking-plan.ts';
import { missingIn, unplannedIn } from './unplanned.ts';
import { type Place, rejectionOf, type Violation, violationOf } from './violation.ts';

/** The traits or properties that an event may go on with, and what is to be said of them. */
interface Judged {
  body: JsonObject;
  flags: Flag[];
}

type Judgement = Judged | { rejection: Rejection };

/** Judges the traits or properties of an event by its schema, and does with what is wrong as the source's policy says. */
export function judgeBody(
  given: JsonObject,
  schema: PlannedEvent,
  policy: PlanPolicy,
  place: Place,
): Judgement {
  const named = judgeNames(given, schema, policy, place);
  if ('rejection' in named || schema.validate(named.body)) return named;
  const violation = violationOf(schema.validate, named.body);
  if (policy.violations !== 'drop') return { rejection: rejectionOf(violation, place) };
  const mended = withoutViolations(named.body, schema, place, violation);
  if ('rejection' in mended) return mended;
  return { body: mended.body, flags: [...named.flags, ...mended.flags] };
}

const unplannedProperty = (path: string): Violation => ({
  rule: 'unplanned-property',
  path,
  says: 'is not planned.',
});

/** What is not named is looked for only where the policy asks. */
function judgeNames(
  body: JsonObject,
  { planned }: PlannedEvent,
  { unplannedProperties = 'accept' }: PlanPolicy,
  place: Place,
): Judgement {
  if (unplannedProperties === 'accept') return { body, flags: [] };
  const paths = unplannedIn(body, planned);
  const [first] = paths;
  if (first === undefined) return { body, flags: [] };
  const rejected = (path: string) => rejectionOf(unplannedProperty(path), place);
  if (unplannedProperties === 'quarantine') return { rejection: rejected(first) };
  if (unplannedProperties === 'flag')
    return { body, flags: flagsFor(paths.map(rejected), flagLimits.unplanned) };
  if (paths.length > flagLimits.unplanned) return { rejection: rejected(first) };
  const remainder = new Remainder(body);
  const flags = paths.map((path) => flagOf(rejected(path), remainder.takeOut(path)));
  return { body: remainder.value, flags };
}

/** As many flags as an event may have; the last then says how many more there were. */
function flagsFor(rejections: readonly Rejection[], limit: number): Flag[] {
  const [first] = rejections;
  if (first === undefined || rejections.length <= limit) {
    return rejections.map((rejection) => flagOf(rejection));
  }
  const told = rejections.slice(0, limit - 1);
  const message = `There are ${rejections.length - told.length} more of this kind.`;
  return [...told, { ...first, path: '', message }].map((rejection) => flagOf(rejection));
}

/** Takes out what is wrong until the rest is right; nobody can mend a whole that is wrong, nor what depends on another property. */
function withoutViolations(
  body: JsonObject,
  { validatePresent, planned }: PlannedEvent,
  place: Place,
  first: Violation,
): Judgement {
  const remainder = new Remainder(body);
  const flags: Flag[] = [];
  const paths = new Set<string>();
  while (!validatePresent(remainder.value)) {
    const violation = violationOf(validatePresent, remainder.value);
    const path = remainder.originalOf(violation.path);
    const value =
      flags.length === flagLimits.dropped ? undefined : remainder.takeOut(violation.path);
    if (value === undefined) return { rejection: rejectionOf({ ...violation, path }, place) };
    paths.add(path);
    flags.push(flagOf(rejectionOf({ ...violation, path }, place), value));
  }
  const missing = missingIn(remainder.value, planned)
    .map((path) => remainder.originalOf(path))
    .filter((path) => !paths.has(path))
    .map((path) => rejectionOf({ rule: 'missing', path, says: 'is missing.' }, place));
  if (missing.length === 0 && flags.length === 0) return { rejection: rejectionOf(first, place) };
  return { body: remainder.value, flags: [...flags, ...flagsFor(missing, flagLimits.missing)] };
}
