import type { AudienceRule } from '../../../schemas/generated/types.ts';
import { validateAudienceRule } from '../../../schemas/generated/validators.js';
import { isJsonObject } from '../json.ts';

const kinds = ['all', 'any', 'not', 'memberOf', 'sequence', 'path'] as const;

const operators = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'contains',
  'startsWith',
  'exists',
  'olderThan',
  'newerThan',
];

const paths =
  'traits.NAME, computed.NAME, consent.CATEGORY, identifiers.KIND, groups, firstSeenAt, lastSeenAt or events';

/** A rule that is one. @throws TypeError naming the place in it, and what belongs there. */
export function checkRule(rule: unknown, place: string): AudienceRule {
  if (!validateAudienceRule(rule)) throw new TypeError(reasonOf(rule, place) ?? schemaError(place));
  return rule;
}

/** What the schema says last, for what no better words are found. */
function schemaError(place: string): string {
  const error = validateAudienceRule.errors?.at(-1);
  return `${place}${error?.instancePath ?? ''} ${error?.message ?? 'is no rule'}.`;
}

/** The first thing that is wrong with a rule, in words; `undefined` where the words know of nothing. */
function reasonOf(rule: unknown, place: string): string | undefined {
  if (!isJsonObject(rule)) {
    return `${place}: ${JSON.stringify(rule)} is no rule: write an object with one of ${kinds.join(', ')}.`;
  }
  const given = kinds.filter((kind) => rule[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    const found =
      kind === undefined ? Object.keys(rule).join(', ') || 'nothing' : given.join(' and ');
    return `${place}: a rule has one of ${kinds.join(', ')}; this one has ${found}.`;
  }
  switch (kind) {
    case 'all':
    case 'any':
      return reasonOfList(rule[kind], `${place}/${kind}`) ?? strayIn(rule, [kind], place);
    case 'not':
      return reasonOf(rule.not, `${place}/not`) ?? strayIn(rule, [kind], place);
    case 'memberOf':
      return strayIn(rule, [kind], place);
    case 'sequence':
      return reasonOfSequence(rule.sequence, `${place}/sequence`) ?? strayIn(rule, [kind], place);
    case 'path':
      return reasonOfCondition(rule, place);
  }
}

function reasonOfList(rules: unknown, place: string): string | undefined {
  if (!Array.isArray(rules) || rules.length === 0) return `${place}: a list of rules belongs here.`;
  for (const [index, rule] of rules.entries()) {
    const reason = reasonOf(rule, `${place}/${index}`);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function reasonOfSequence(steps: unknown, place: string): string | undefined {
  if (!Array.isArray(steps) || steps.length < 2) {
    return `${place}: two steps or more belong here, such as [{ event: 'Cart Viewed' }, { event: 'Order Completed', within: '3d', not: true }].`;
  }
  for (const [index, step] of steps.entries()) {
    const at = `${place}/${index}`;
    if (!isJsonObject(step) || typeof step['event'] !== 'string') {
      return `${at}: a step names its event: { event: 'Order Completed' }.`;
    }
    const stray = strayIn(step, ['event', 'where', 'within', 'not'], at);
    if (stray !== undefined) return stray;
    if (step['within'] !== undefined && !isDuration(step['within']))
      return noDuration(step, 'within', at);
  }
  return undefined;
}

function reasonOfCondition(
  rule: Readonly<Record<string, unknown>>,
  place: string,
): string | undefined {
  const { path } = rule;
  if (typeof path !== 'string' || !isPath(path)) {
    return `${place}/path: ${JSON.stringify(path)} is no place in a profile: write ${paths}.`;
  }
  const stray = strayIn(rule, ['path', ...operators], place);
  if (stray !== undefined) return stray;
  if (Object.keys(rule).length === 1) {
    return `${place}: ${path} is compared with nothing: add one of ${operators.join(', ')}.`;
  }
  for (const name of ['olderThan', 'newerThan']) {
    if (rule[name] !== undefined && !isDuration(rule[name])) return noDuration(rule, name, place);
  }
  return undefined;
}

function strayIn(
  rule: Readonly<Record<string, unknown>>,
  known: readonly string[],
  place: string,
): string | undefined {
  const stray = Object.keys(rule).find((key) => !known.includes(key));
  return stray === undefined
    ? undefined
    : `${place}/${stray}: unknown here; known are ${known.join(', ')}.`;
}

const noDuration = (rule: Readonly<Record<string, unknown>>, name: string, place: string): string =>
  `${place}/${name}: ${JSON.stringify(rule[name])} is no length of time: write 45s, 30m, 12h, 30d or 2w.`;

const isDuration = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{1,6}[smhdw]$/.test(value);

const isPath = (path: string): boolean =>
  /^((traits|computed|consent|identifiers)\..+|groups|firstSeenAt|lastSeenAt|events)$/s.test(path);
