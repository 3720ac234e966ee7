import type { TraitConfig } from '../trait/trait-config.ts';
import { plannedAt } from './flag.ts';
import type { TrackingPlan } from './tracking-plan.ts';

/** The aggregates that show a value as an event gave it; of the others nobody can tell it. */
const showing = ['first', 'last', 'min', 'max', 'uniqueList', 'mostFrequent'];

/** The computed traits that show what a schema masks in exports, such as the last value of a masked property. */
export function maskedTraits(
  traits: Readonly<Record<string, TraitConfig>>,
  { tracks }: TrackingPlan,
): ReadonlySet<string> {
  const shows = (config: TraitConfig): boolean => {
    const [, path] = Object.entries(config).find(([key]) => showing.includes(key)) ?? [];
    if (!('of' in config) || typeof path !== 'string') return false;
    const [body, ...steps] = path.split('.');
    // A selector takes events of any name, those whose schema masks the property among them.
    const { of } = config;
    const versions = typeof of === 'string' ? (tracks.get(of) ?? []) : [...tracks.values()].flat();
    return (
      body === 'properties' &&
      versions.some(({ planned }) => plannedAt(planned, steps).pii === 'mask')
    );
  };
  const shown = Object.entries(traits).filter(([, config]) => shows(config));
  return new Set(shown.map(([name]) => name));
}
