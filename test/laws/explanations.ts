import { expect } from 'vitest';
import type { Evidence } from '../../shared/domain/identity/evidence.ts';
import type { Json, JsonObject } from '../../shared/domain/json.ts';
import { explain } from '../../shared/domain/profile/explain.ts';
import type { Core } from '../../shared/domain/profile/profile.ts';
import { carries, compareText, keyOf, type ReferenceEvent } from './reference-events.ts';
import { sightingOf } from './reference-model.ts';
import type { TriedWorld } from './tried-world.ts';
import { canonical } from './world.ts';

/** How many distinct values a register remembers, the winner included. */
const remembered = 3;

/** What each event of a person said of a value by name: `traits.plan`, `groups.acme`, `consent.ads`. */
interface Saying {
  path: string;
  value: Json;
  event: ReferenceEvent;
}

/** Every trait, membership and consent names the event that made it so, and the latest of those that it beat; every link the event it goes back to. */
export function everythingIsExplained(tried: TriedWorld): void {
  const { first, events, reference, given } = tried;
  const explained: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const [index, { profileId, ...view }] of first.views.entries()) {
    const core = first.cores[index];
    const group = reference.groups.get(profileId);
    if (core === undefined || group === undefined) throw new Error(`Who is ${profileId}?`);
    const own = events.filter(({ primary }) => group.has(primary));
    const sayings = own.flatMap((event) => sayingsOf(event, tried));
    const paths = new Set([...sayings.map(({ path }) => path), ...pathsOf(view)]);
    for (const path of paths) {
      explained[`${profileId} ${path}`] = explain(core, path);
      const said = sayings.filter((saying) => saying.path === path).reverse();
      expected[`${profileId} ${path}`] = explanationOf(said);
    }
    explained[profileId] = linksIn(core);
    expected[profileId] = linksOf(group, tried);
  }
  expect(given.sent.length).toBeGreaterThan(0);
  expect(canonical(explained)).toBe(canonical(expected));
}

function pathsOf({
  traits,
  groups,
  consent,
}: Omit<TriedWorld['first']['views'][number], 'profileId'>) {
  return [
    ...Object.keys(traits ?? {}).map((name) => `traits.${name}`),
    ...(groups ?? []).map((name) => `groups.${name}`),
    ...Object.keys(consent ?? {}).map((name) => `consent.${name}`),
  ];
}

function sayingsOf(event: ReferenceEvent, { given: { rules } }: TriedWorld): Saying[] {
  const { body } = event;
  const said: [path: string, value: Json][] = [];
  if (body.type === 'identify') {
    for (const [name, value] of Object.entries((body['traits'] ?? {}) as JsonObject)) {
      said.push([`traits.${name}`, value ?? null]);
    }
  }
  const account = body.type === 'group' ? keyOf('group_id', body['groupId'], rules) : undefined;
  if (account !== undefined) said.push([`groups.${account.slice('group_id:'.length)}`, true]);
  const context = (body['context'] ?? {}) as JsonObject;
  const consent = (context['consent'] ?? {}) as JsonObject;
  for (const [name, value] of Object.entries(
    (consent['categoryPreferences'] ?? {}) as JsonObject,
  )) {
    said.push([`consent.${name}`, value ?? null]);
  }
  return said.map(([path, value]) => ({ path, value, event }));
}

/** The latest event of every distinct value, latest first, and the first few of them. */
function explanationOf(latestFirst: readonly Saying[]): unknown {
  const distinct = latestFirst.filter(
    ({ value }, index) =>
      latestFirst.findIndex((other) => canonical(other.value) === canonical(value)) === index,
  );
  const [winner, ...beaten] = distinct.slice(0, remembered);
  return {
    kind: 'value',
    value: winner?.value,
    from: winner && { ...evidenceOf(winner.event), leaf: winner.event.primary },
    beaten: beaten.map(({ value, event }) => ({ value, from: evidenceOf(event) })),
  };
}

const evidenceOf = ({ at, messageId, source }: ReferenceEvent): Evidence => ({
  at: Date.parse(at),
  messageId,
  source,
});

function linksIn(core: Core): unknown {
  const explanation = explain(core, 'identifiers');
  if (explanation?.kind !== 'identifiers') return explanation;
  const { identifiers, links } = explanation;
  return { identifiers, links };
}

function linksOf(group: ReadonlySet<string>, { events, reference }: TriedWorld): unknown {
  const identifiers = Object.fromEntries(
    [...group].map((key) => {
      const sighting = sightingOf(key, events);
      const isPresumed = !carries(sighting, key);
      return [key, { ...evidenceOf(sighting), ...(isPresumed && { presumed: true }) }];
    }),
  );
  const links = reference.accepted
    .filter(({ ends }) => group.has(ends[0]))
    .sort((x, y) => compareText(x.ends[0], y.ends[0]) || compareText(x.ends[1], y.ends[1]))
    .map(({ ends: [a, b], by, from }) => {
      const event = events[from];
      return { a, b, by, from: event && evidenceOf(event) };
    });
  return { identifiers, links };
}
