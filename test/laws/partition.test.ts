import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Edge, edgeBetween, edgeKey, joinEdges } from '../../shared/domain/identity/edge.ts';
import type { IdentifierKey } from '../../shared/domain/identity/identifier.ts';
import { identityRules } from '../../shared/domain/identity/identity-rules.ts';
import { type Partition, partition } from '../../shared/domain/identity/partition.ts';
import { assertLaw } from './assert-law.ts';
import { type History, histories } from './histories.ts';
import { namedBy, type ReferenceEvent, referenceEvents } from './reference-events.ts';
import { referenceGroups } from './reference-groups.ts';
import { canonical } from './world.ts';

interface Graph {
  events: ReferenceEvent[];
  nodes: IdentifierKey[];
  edges: Edge[];
}

/** The identifiers and the edges of a history. */
function graphOf({ sent, rules }: History): Graph {
  const { events } = referenceEvents(sent, rules);
  const edges = new Map<string, Edge>();
  const nodes = new Set<IdentifierKey>();
  const add = (edge: Edge) => {
    const key = edgeKey(edge.a, edge.b);
    const known = edges.get(key);
    edges.set(key, known === undefined ? edge : joinEdges(known, edge));
  };
  for (const event of events) {
    const { primary, others, alias, at, messageId, source } = event;
    const evidence = { at: Date.parse(at), messageId, source };
    for (const key of namedBy(event)) nodes.add(key);
    for (const other of others) add({ ...edgeBetween(primary, other), seen: evidence });
    for (const other of alias?.to ?? []) {
      add({ ...edgeBetween(alias?.of ?? primary, other), alias: evidence });
    }
  }
  return { events, nodes: [...nodes], edges: [...edges.values()] };
}

const groupsOf = ({ groups }: { groups: Iterable<Iterable<string>> }): string =>
  canonical([...groups].map((group) => [...group].sort()).sort());

const resultOf = (result: Partition): string =>
  canonical([groupsOf(result), [...result.refused].sort(([a], [b]) => (a < b ? -1 : 1))]);

const severed = { at: 0, messageId: 'cut', source: 'operator' };

/** A history, and which of its edges to cut. */
const cutHistories = fc.tuple(histories(16), fc.array(fc.nat({ max: 40 }), { maxLength: 5 }));

describe('the partition', () => {
  it('is a function of the sets of identifiers and edges, whatever their order', () =>
    assertLaw(
      fc.property(histories(16), fc.array(fc.nat()), (history, keys) => {
        const { nodes, edges } = graphOf(history);
        const rules = identityRules(history.rules);
        const shuffled = <Item>(items: readonly Item[]) =>
          items
            .map((item, index) => ({ item, key: keys[index % Math.max(1, keys.length)] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item)
            .reverse();
        expect(resultOf(partition(shuffled(nodes), shuffled(edges), rules))).toBe(
          resultOf(partition(nodes, edges, rules)),
        );
      }),
    ));

  it('groups as the reference model does, and as if a severed edge were absent, but for crowds', () =>
    assertLaw(
      fc.property(cutHistories, ([history, picks]) => {
        const { events, nodes, edges } = graphOf(history);
        const rules = identityRules(history.rules);
        const cut = new Set(picks.flatMap((pick) => edges[pick] ?? []));
        const withCuts = edges.map((edge) => (cut.has(edge) ? { ...edge, severed } : edge));
        const parts = partition(nodes, withCuts, rules);
        const pairs = [...cut].map(({ a, b }) => [a, b] as const);
        expect(groupsOf(parts)).toBe(groupsOf(referenceGroups(events, history.rules, pairs)));
        if (pairs.flat().some((end) => parts.crowded.has(end))) return;
        const without = edges.filter((edge) => !cut.has(edge));
        expect(groupsOf(parts)).toBe(groupsOf(partition(nodes, without, rules)));
      }),
    ));

  it('decides every other edge as it does without one that was refused, or found its ends together', () =>
    assertLaw(
      fc.property(histories(16), fc.nat({ max: 40 }), (history, pick) => {
        const { nodes, edges } = graphOf(history);
        const rules = identityRules(history.rules);
        const whole = partition(nodes, edges, rules);
        const edge = edges[pick % Math.max(1, edges.length)];
        if (edge === undefined) return;
        const key = edgeKey(edge.a, edge.b);
        const others = partition(
          nodes,
          edges.filter((other) => other !== edge),
          rules,
        );
        const sharesAlike = canonical([...whole.shared]) === canonical([...others.shared]);
        if (whole.effective.has(key) || !sharesAlike) return;
        whole.refused.delete(key);
        expect(resultOf(others)).toBe(resultOf(whole));
      }),
    ));

  it('is the same for some of its groups alone, with what is known of the edges that leave them', () =>
    assertLaw(
      fc.property(histories(16), fc.array(fc.boolean()), (history, chosen) => {
        const { nodes, edges } = graphOf(history);
        const rules = identityRules(history.rules);
        const whole = partition(nodes, edges, rules);
        const groups = whole.groups.filter((_, index) => chosen[index] ?? true);
        const loaded = new Set(groups.flat());
        const known = edges
          .filter(({ a, b }) => loaded.has(a) || loaded.has(b))
          .map((edge): Edge => {
            const refused = whole.refused.get(edgeKey(edge.a, edge.b));
            return refused === undefined ? edge : { ...edge, refused };
          });
        expect(groupsOf(partition(loaded, known, rules))).toBe(groupsOf({ groups }));
      }),
    ));
});

describe('examples that were found', () => {
  const rules = identityRules({
    kinds: [
      { kind: 'anonymous_id', limit: 3 },
      { kind: 'user_id', limit: 2 },
    ],
  });
  const at = (time: number) => ({ at: time, messageId: 'm', source: 'web' });
  const device = 'anonymous_id:x';

  it('counts two users as one by an alias of theirs, though both had aliased one device before', () => {
    const edges: Edge[] = [
      { ...edgeBetween(device, 'user_id:a'), alias: at(1) },
      { ...edgeBetween(device, 'user_id:b'), alias: at(2) },
      { ...edgeBetween('user_id:a', 'user_id:b'), alias: at(3) },
      { ...edgeBetween(device, 'user_id:c'), seen: at(4) },
    ];
    const nodes = [device, 'user_id:a', 'user_id:b', 'user_id:c'];
    expect(partition(nodes, edges, rules).groups).toHaveLength(1);
  });

  it('does not count two users as one because both aliased one device', () => {
    const edges: Edge[] = ['user_id:a', 'user_id:b', 'user_id:c'].map((user, index) => ({
      ...edgeBetween(device, user),
      alias: at(index),
    }));
    const nodes = [device, 'user_id:a', 'user_id:b', 'user_id:c'];
    const { groups, refused } = partition(nodes, edges, rules);
    expect(groupsOf({ groups })).toBe(
      groupsOf({ groups: [[device, 'user_id:a', 'user_id:b'], ['user_id:c']] }),
    );
    expect([...refused.values()]).toEqual([{ reason: 'limit', kind: 'user_id', limit: 2 }]);
  });
});
