import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OperationsPerEvent } from './measure-operations.ts';

/** What `npm run scaling -- --measure` has measured. */
export interface Measured {
  operations: OperationsPerEvent[];
  /** Milliseconds of CPU for an event, and the machine they were taken on. */
  cpuMs: number;
  cpuOf: string;
}

export const measuredFile = fileURLToPath(new URL('operations.json', import.meta.url));

export const readMeasured = (): Measured =>
  JSON.parse(readFileSync(measuredFile, 'utf8')) as Measured;

/** What is taken for typical: SDKs that gather up to so many events. */
export function typical({ operations }: Measured): OperationsPerEvent {
  const found = operations.find(({ batch }) => batch === 5);
  if (found === undefined) throw new Error(`${measuredFile} has no batch of 5: measure anew.`);
  return found;
}
