import type { Outcome, Tally } from '../domain/event/event.ts';
import { table } from './terminal.ts';

/** What has been counted between two tallies. */
export function tallySince(before: Tally, after: Tally): Tally {
  const changed: Tally = {};
  for (const [source, counts] of Object.entries(after)) {
    for (const [outcome, count] of Object.entries(counts) as [Outcome, number][]) {
      const grown = count - (before[source]?.[outcome] ?? 0);
      if (grown > 0) changed[source] = { ...changed[source], [outcome]: grown };
    }
  }
  return changed;
}

/** Outcomes by source, for people. */
export const outcomeTable = (outcomes: Tally): string =>
  table(
    ['source', 'applied', 'duplicate', 'quarantined', 'suppressed'],
    Object.entries(outcomes).map(([source, counts]) => [
      source,
      counts.applied ?? 0,
      counts.duplicate ?? 0,
      counts.quarantined ?? 0,
      counts.suppressed ?? 0,
    ]),
  );
