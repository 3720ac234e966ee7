import type { Staged } from './warehouse.ts';

/** An export of one target, from when it was asked for until it is done. */
export interface ExportRun {
  /** Of the request: the same for every redelivery of it. */
  id: string;
  /** When it was asked for, milliseconds since 1970: the day of a snapshot. */
  at: number;
  /** Only what has changed behind this position; everything where absent. */
  since?: number;
  /** Where the next one goes on from. */
  position: number;
  /** What there is to do, and what came of that which is done. */
  parts: Record<string, DonePart | null>;
}

/** What came of a part: rows in the warehouse, or on their way there. */
export interface DonePart {
  rows: number;
  staged?: Staged;
  /** Of the profiles of a snapshot, the identifiers. */
  identifiers?: Staged;
}

/** How the exports of one target stand: a table, or an audience with a table of its own. */
export interface ExportProgress {
  target: string;
  /** The one that is under way. */
  run?: ExportRun;
  /** The last one that came to its end. */
  finished?: { id: string; at: number; position: number; rows: number };
}

/** Keeps the progress of exports. */
export interface ExportStore {
  progress(target: string): Promise<ExportProgress | undefined>;
  /**
   * Changes the progress of a target, atomically: `decide` gets what is kept and returns what is to be; where it returns what it got, nothing is
   * written. It runs again where others come in between. @returns what is kept then.
   */
  update(
    target: string,
    decide: (progress: ExportProgress) => ExportProgress,
  ): Promise<ExportProgress>;
  close(): Promise<void>;
}
