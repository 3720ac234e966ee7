import type { Rules } from '../../shared/runtime/rules.ts';
import { eventsTarget, historyTarget, outcomesTarget } from './archive-targets.ts';
import { audienceChangesTarget, warehouseDestinations } from './audience-changes.ts';
import {
  audienceTarget,
  latestTarget,
  membershipsTarget,
  profilesTarget,
} from './profile-targets.ts';
import type { ExportTarget } from './target.ts';

type Configured = Pick<Rules, 'exports' | 'destinations'>;

/** Everything that is exported. */
export const exportTargets = (rules: Configured): ExportTarget[] => [
  profilesTarget,
  latestTarget,
  membershipsTarget,
  historyTarget,
  eventsTarget,
  outcomesTarget,
  ...(warehouseDestinations(rules).length > 0 ? [audienceChangesTarget] : []),
  ...rules.exports.audiences.map(audienceTarget),
];

/** What is exported when nobody says what: all but the audiences that have a schedule of their own. */
export function usualTargets(rules: Configured): ExportTarget[] {
  const others = rules.exports.audiences.filter(({ schedule }) => schedule !== undefined);
  return exportTargets(rules).filter(({ name }) => others.every(({ table }) => table !== name));
}

/** The target of a name, which may come from a message. @throws where there is none. */
export function exportTarget(name: string, rules: Configured): ExportTarget {
  const targets = exportTargets(rules);
  const found = targets.find((target) => target.name === name);
  if (found !== undefined) return found;
  throw new Error(
    `There is nothing to export as ${name}: use one of ${targets.map((target) => target.name).join(', ')}`,
  );
}
