import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { Archive } from '../../shared/ports/archive.ts';
import type { DeliveryStore } from '../../shared/ports/delivery-store.ts';
import type { DonePart, ExportRun, ExportStore } from '../../shared/ports/export-store.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';
import type { Rules } from '../../shared/runtime/rules.ts';

/** What exports read, and where it goes. */
export interface Exporter {
  store: ProfileStore;
  archive: Archive;
  deliveries: DeliveryStore;
  /** What the function `enrich` does. */
  enrich(events: readonly CanonicalEvent[]): Promise<CanonicalEvent[]>;
  warehouse: Warehouse;
  exports: ExportStore;
  rules: Rules;
}

/** When an export was asked for, and behind which position it begins; from the beginning where that is absent. */
type Span = Pick<ExportRun, 'at' | 'since'>;

/** Something that is exported as a whole: a table, or an audience that has its own. Every step may be done again, and comes to the same. */
export interface ExportTarget {
  /** Of letters, digits and `_`. */
  name: string;
  /** Where the next export goes on from, if one that was asked for at a time begins now. */
  position(exporter: Exporter, at: number): Promise<number>;
  /** What there is to do: parts that can be done in any order, and at once. */
  parts(exporter: Exporter, span: Span): Promise<string[]>;
  /** Does a part. @param staging a name for what it stages. */
  part(exporter: Exporter, run: ExportRun, part: string, staging: string): Promise<DonePart>;
  /** Brings together what the parts staged. */
  finish(exporter: Exporter, run: ExportRun, staging: string): Promise<void>;
}

const dayMs = 86_400_000;

/** The day of a moment in UTC, `YYYY-MM-DD`. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** When a day begins. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

/** The last days, the earliest first. */
export const lastDays = (at: number, count: number): string[] =>
  Array.from({ length: count }, (_, back) => dayOf(at - (count - 1 - back) * dayMs));
