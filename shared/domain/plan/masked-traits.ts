import type { EventSelector, TraitConfig } from '../trait/trait-config.ts';
import { bodyOf } from './event-schema.ts';
import { plannedAt } from './flag.ts';
import type { PlannedValue } from './planned-value.ts';
import type { TrackingPlan } from './tracking-plan.ts';

/** The aggregates that show a value as an event gave it; of the others nobody can tell it. */
const showing = ['first', 'last', 'min', 'max', 'uniqueList', 'mostFrequent'];

/** The computed traits that show what a schema masks in exports, such as the last value of a masked property. */
export function maskedTraits(
  traits: Readonly<Record<string, TraitConfig>>,
  plan: TrackingPlan,
): ReadonlySet<string> {
  const shown = Object.entries(traits).filter(([, config]) => shows(config, plan));
  return new Set(shown.map(([name]) => name));
}

function shows(config: TraitConfig, plan: TrackingPlan): boolean {
  const [, path] = Object.entries(config).find(([key]) => showing.includes(key)) ?? [];
  if (!('of' in config) || config.of === undefined || typeof path !== 'string') return false;
  const steps = path.split('.');
  return placesFor(steps, config.of, plan).some(({ pii }) => pii === 'mask');
}

/** What the schemas of the events plan for a path in them. */
function placesFor(
  [head, ...steps]: readonly string[],
  of: string | EventSelector,
  plan: TrackingPlan,
): PlannedValue[] {
  if (head === 'context') {
    const [traits, ...within] = steps;
    const people = traits === 'traits' ? (plan.types.get('identify') ?? []) : [];
    return people.map(({ planned }) => plannedAt(planned, within));
  }
  return schemasFor(of, plan)
    .filter(({ body }) => body === head)
    .map(({ planned }) => plannedAt(planned, steps));
}

function schemasFor(of: string | EventSelector, { tracks, types }: TrackingPlan) {
  const asked =
    typeof of === 'string' ? ['track'] : of.type === undefined ? undefined : [of.type].flat();
  const named = typeof of === 'string' ? (tracks.get(of) ?? []) : [...tracks.values()].flat();
  const all = [
    ...named.map(({ planned }) => ({ type: 'track', body: bodyOf('track'), planned })),
    ...[...types].flatMap(([type, versions]) =>
      versions.map(({ planned }) => ({ type, body: bodyOf(type), planned })),
    ),
  ];
  return all.filter(({ type }) => asked === undefined || asked.some((one) => one === type));
}
