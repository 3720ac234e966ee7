import type { DonePart, ExportProgress, ExportRun } from '../../shared/ports/export-store.ts';
import type { Exporter, ExportTarget } from './target.ts';

/** What somebody asks to be exported. */
export interface ExportRequest {
  /** The same for every redelivery: of letters, digits, `-` and `_`. */
  id: string;
  /** Milliseconds since 1970: the day of a snapshot. */
  at: number;
  /** Everything from the beginning, not what has changed since the last time. */
  all?: boolean;
}

/** What came of an export. */
export interface Exported {
  rows: number;
  /** By part. */
  parts: Record<string, number>;
}

/**
 * Begins an export, or goes on with the one that this request began. One at a time goes for a target: another that is younger than `staleMs` is left to
 * its end, an older one is given up. @returns `undefined` where there is nothing to do: it is done, or another is under way.
 */
export async function beginRun(
  exporter: Exporter,
  target: ExportTarget,
  request: ExportRequest,
  staleMs: number,
): Promise<ExportRun | undefined> {
  const { exports, warehouse } = exporter;
  const known = (await exports.progress(target.name)) ?? { target: target.name };
  if (!mayBegin(known, request, staleMs))
    return known.run?.id === request.id ? known.run : undefined;
  // Before anything is read: what changes from now on is for the next one.
  const position = await target.position(exporter, request.at);
  const since = request.all === true ? undefined : known.finished?.position;
  const span = { at: request.at, ...(since !== undefined && { since }) };
  const parts = await target.parts(exporter, span);
  const run: ExportRun = {
    id: request.id,
    ...span,
    position,
    parts: Object.fromEntries(parts.map((part) => [part, null])),
  };
  const begun = await exports.update(target.name, (progress) =>
    mayBegin(progress, request, staleMs) ? { ...progress, run } : progress,
  );
  if (begun.run?.id !== request.id) return undefined;
  await warehouse.discard(target.name, stagingOf(target, run));
  return begun.run;
}

function mayBegin(
  { run, finished }: ExportProgress,
  { id, at, all }: ExportRequest,
  staleMs: number,
): boolean {
  if (run?.id === id || finished?.id === id) return false;
  if (run !== undefined && at - run.at < staleMs) return false;
  return finished === undefined || finished.at <= at || all === true;
}

/** Where a run keeps what it stages. */
const stagingOf = ({ name }: ExportTarget, { id }: ExportRun): string => `${name}/${id}`;

/** Does a part of an export, and ends the export if it is the last one. @returns what came of the export, where that is at its end. */
export async function runPart(
  exporter: Exporter,
  target: ExportTarget,
  id: string,
  part: string,
): Promise<Exported | undefined> {
  const run = await doPart(exporter, target, id, part);
  return run === undefined ? undefined : finishRun(exporter, target, run);
}

/**
 * Does a part of an export, if nobody has done it. Done again, it comes to the same; of an export that is done or given up, it does nothing.
 * @returns the export as it stands then, if it is under way.
 */
export async function doPart(
  exporter: Exporter,
  target: ExportTarget,
  id: string,
  part: string,
): Promise<ExportRun | undefined> {
  const run = (await exporter.exports.progress(target.name))?.run;
  if (run?.id !== id || run.parts[part] === undefined) return undefined;
  if (run.parts[part] !== null) return run;
  const staging = `${stagingOf(target, run)}/${encodeURIComponent(part)}`;
  const done = await target.part(exporter, run, part, staging);
  const { run: after } = await exporter.exports.update(target.name, (progress) =>
    withPart(progress, id, part, done),
  );
  return after?.id === id ? after : undefined;
}

/** Of two that did a part, the first counts. */
function withPart(
  progress: ExportProgress,
  id: string,
  part: string,
  done: DonePart,
): ExportProgress {
  const { run } = progress;
  if (run?.id !== id || run.parts[part] !== null) return progress;
  return { ...progress, run: { ...run, parts: { ...run.parts, [part]: done } } };
}

/** Ends an export whose parts are all done. */
export async function finishRun(
  exporter: Exporter,
  target: ExportTarget,
  run: ExportRun,
): Promise<Exported | undefined> {
  const exported = exportedBy(run);
  if (exported === undefined) return undefined;
  const staging = stagingOf(target, run);
  await target.finish(exporter, run, staging);
  await exporter.exports.update(target.name, (progress) =>
    progress.run?.id === run.id
      ? {
          target: target.name,
          finished: { id: run.id, at: run.at, position: run.position, rows: exported.rows },
        }
      : progress,
  );
  // Afterwards: until then a retry needs them.
  await exporter.warehouse.discard(staging);
  return exported;
}

function exportedBy({ parts }: ExportRun): Exported | undefined {
  const counts: Record<string, number> = {};
  let rows = 0;
  for (const [part, done] of Object.entries(parts)) {
    if (done === null) return undefined;
    counts[part] = done.rows;
    rows += done.rows;
  }
  return { rows, parts: counts };
}
