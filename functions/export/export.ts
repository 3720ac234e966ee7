import { beginRun, doPart, type Exported, type ExportRequest, finishRun } from './run.ts';
import type { Exporter, ExportTarget } from './target.ts';

/**
 * Exports a target in this process, part by part. Done again, or again after a crash anywhere, it gives the same rows. Another that was under way is given
 * up, for whoever was at it is taken for dead. @returns `undefined` where it is done already.
 */
export async function exportHere(
  exporter: Exporter,
  target: ExportTarget,
  request: ExportRequest,
): Promise<Exported | undefined> {
  const run = await beginRun(exporter, target, request, 0);
  if (run === undefined) return undefined;
  for (const name of Object.keys(run.parts).sort()) await doPart(exporter, target, run.id, name);
  const done = (await exporter.exports.progress(target.name))?.run;
  const exported = done?.id === run.id ? await finishRun(exporter, target, done) : undefined;
  if (exported === undefined) throw new OvertakenError(target.name);
  return exported;
}

/** Another export of the same target began meanwhile, and goes on in its place. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';

  constructor(target: string) {
    super(`Another export of ${target} began meanwhile, and goes on in place of this one.`);
  }
}
