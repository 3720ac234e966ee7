import type { AudienceRule } from '../../../schemas/generated/types.ts';

type ConditionRule = Extract<AudienceRule, { path: unknown }>;
type Step = Extract<AudienceRule, { sequence: unknown }>['sequence'][number];

/** A rule in words, such as `revenue at least 500 and plan is pro`. */
export function ruleWords(rule: AudienceRule): string {
  if ('all' in rule) return rule.all.map(partWords).join(' and ');
  if ('any' in rule) return rule.any.map(partWords).join(' or ');
  if ('not' in rule) return `not ${partWords(rule.not)}`;
  if ('memberOf' in rule) return `member of ${rule.memberOf}`;
  if ('sequence' in rule) return rule.sequence.map(stepWords).join(', ');
  return conditionWords(rule);
}

/** In brackets where `and` and `or` would run into each other. */
const partWords = (rule: AudienceRule): string =>
  'all' in rule || 'any' in rule || 'sequence' in rule ? `(${ruleWords(rule)})` : ruleWords(rule);

function stepWords({ event, where, within, not }: Step, index: number): string {
  const conditions = Object.entries(where ?? {}).map(([path, condition]) =>
    conditionWords({ path, ...condition }),
  );
  const what = conditions.length === 0 ? event : `${event} with ${conditions.join(' and ')}`;
  const limit = within === undefined ? '' : ` within ${within}`;
  return `${index === 0 ? '' : 'then '}${not ? 'no ' : ''}${what}${limit}`;
}

/** The operators in words, around their argument. */
const words: Readonly<Record<string, (argument: string) => string>> = {
  eq: (argument) => `is ${argument}`,
  ne: (argument) => `is not ${argument}`,
  gt: (argument) => `more than ${argument}`,
  gte: (argument) => `at least ${argument}`,
  lt: (argument) => `less than ${argument}`,
  lte: (argument) => `at most ${argument}`,
  in: (argument) => `is one of ${argument}`,
  contains: (argument) => `contains ${argument}`,
  startsWith: (argument) => `starts with ${argument}`,
  olderThan: (argument) => `${argument} ago or longer`,
  newerThan: (argument) => `less than ${argument} ago`,
};

function conditionWords({
  path,
  ...operators
}: { path: string } & Omit<ConditionRule, 'path'>): string {
  const name = path.replace(/^(traits|computed|consent|identifiers|properties)\./, '');
  const parts = Object.entries(operators).map(([operator, argument]) =>
    operator === 'exists'
      ? argument === true
        ? 'is known'
        : 'is not known'
      : (words[operator]?.([argument].flat().join(', ')) ?? operator),
  );
  return `${name} ${parts.join(' and ')}`;
}
