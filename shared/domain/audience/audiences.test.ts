import { describe, expect, it } from 'vitest';
import { compileTraits } from '../trait/trait.ts';
import { compileAudiences } from './audiences.ts';
import { checkRule } from './check-rule.ts';
import { ruleWords } from './rule-words.ts';

const traits = compileTraits({ orders: { count: 'Order Completed' } });

describe('a rule that is none is refused with the place, and with what belongs there', () => {
  it.each<[string, unknown, string]>([
    ['no object', 'vip', 'audience x: "vip" is no rule: write an object with one of all, any, not'],
    [
      'nothing',
      {},
      'a rule has one of all, any, not, memberOf, sequence, path; this one has nothing',
    ],
    ['two kinds', { all: [], not: {} }, 'this one has all and not'],
    ['an empty list', { all: [] }, 'audience x/all: a list of rules belongs here'],
    [
      'a bad part',
      { all: [{ path: 'events', gte: 1 }, { not: { path: 'plan', eq: 1 } }] },
      'audience x/all/1/not/path: "plan" is no place in a profile: write traits.NAME',
    ],
    [
      'a misspelt operator',
      { path: 'traits.plan', equals: 'pro' },
      'audience x/equals: unknown here',
    ],
    ['no operator', { path: 'traits.plan' }, 'traits.plan is compared with nothing: add one of eq'],
    ['a bad age', { path: 'lastSeenAt', olderThan: '30 days' }, '"30 days" is no length of time'],
    ['one step', { sequence: [{ event: 'A' }] }, 'audience x/sequence: two steps or more'],
    [
      'a step without event',
      { sequence: [{ event: 'A' }, { not: true }] },
      '/sequence/1: a step names',
    ],
    ['a value of a wrong type', { path: 'traits.plan', eq: [1] }, 'audience x'],
    [
      'an unknown trait',
      { path: 'computed.order', gte: 1 },
      'no trait "order" in the configuration; there are orders',
    ],
    ['an unknown audience', { memberOf: 'y' }, 'memberOf names "y", which is no audience'],
    ['itself', { not: { memberOf: 'x' } }, 'its rule depends on itself, by way of memberOf: x, x'],
    [
      'a sequence that begins with a not',
      { sequence: [{ event: 'A', not: true }, { event: 'B' }] },
      'begins with an event that did happen',
    ],
  ])('%s', (_, rule, message) => {
    expect(() => compileAudiences({ x: rule }, traits)).toThrow(message);
  });

  it('a name that could not be told from another thing', () => {
    expect(() => compileAudiences({ 'a b': { path: 'events', gte: 1 } })).toThrow(
      'audience "a b": a name is of up to 100 letters',
    );
  });
});

describe('a rule in words', () => {
  it.each<[unknown, string]>([
    [
      {
        all: [
          { path: 'computed.revenue', gte: 500 },
          { path: 'traits.plan', eq: 'pro' },
        ],
      },
      'revenue at least 500 and plan is pro',
    ],
    [
      {
        any: [
          { memberOf: 'vip' },
          { all: [{ path: 'events', gt: 1, lt: 9 }, { not: { path: 'groups', contains: 'g' } }] },
        ],
      },
      'member of vip or (events more than 1 and less than 9 and not groups contains g)',
    ],
    [
      {
        sequence: [{ event: 'Cart Viewed' }, { event: 'Order Completed', within: '3d', not: true }],
      },
      'Cart Viewed, then no Order Completed within 3d',
    ],
    [{ path: 'lastSeenAt', olderThan: '30d' }, 'lastSeenAt 30d ago or longer'],
    [{ path: 'traits.plan', in: ['a', 'b'], exists: true }, 'plan is one of a, b and is known'],
  ])('%j', (rule, words) => {
    expect(ruleWords(checkRule(rule, 'rule'))).toBe(words);
  });
});
