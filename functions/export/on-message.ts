import type { Message, Publisher } from '../../shared/ports/event-bus.ts';
import { beginRun, finishRun, runPart } from './run.ts';
import type { Exporter } from './target.ts';
import { exportTarget, usualTargets } from './targets.ts';

/** An export that is younger than this is left to its end. */
const staleMs = 3_600_000;

/** What a message on `export-requests` asks for: an export, or a part of one. */
interface Asked {
  /** What to export: the names of tables. The usual ones where absent. */
  targets?: string[];
  /** Everything from the beginning. */
  all?: boolean;
  part?: { target: string; run: string; name: string };
}

/**
 * Does what a message asks for. An export is split into its parts, each a message of its own, so that they are done side by side, and one that fails is
 * delivered again alone. The last of them brings them together.
 */
export async function onMessage(
  message: Message,
  exporter: Exporter,
  publisher: Publisher,
  tell: (exported: { target: string; rows: number }) => void = () => {},
): Promise<void> {
  const { targets, all = false, part } = askedBy(message);
  const { rules } = exporter;
  if (part !== undefined) {
    const target = exportTarget(part.target, rules);
    const exported = await runPart(exporter, target, part.run, part.name);
    if (exported !== undefined) tell({ target: part.target, rows: exported.rows });
    return;
  }
  const wanted = targets?.map((name) => exportTarget(name, rules)) ?? usualTargets(rules);
  const request = { id: idOf(message), at: Date.parse(message.publishTime), all };
  for (const target of wanted) {
    const run = await beginRun(exporter, target, request, staleMs);
    if (run === undefined) continue;
    const names = Object.keys(run.parts).filter((name) => run.parts[name] === null);
    await publisher.publish(
      'export-requests',
      names.map((name) => ({
        data: Buffer.from(JSON.stringify({ part: { target: target.name, run: run.id, name } })),
      })),
    );
    // There may be nothing to do, or nothing left but to bring it together.
    const exported = names.length === 0 ? await finishRun(exporter, target, run) : undefined;
    if (exported !== undefined) tell({ target: target.name, rows: exported.rows });
  }
}

/** The id of the message, as part of paths and names. */
const idOf = ({ id }: Message): string => id.replace(/[^A-Za-z0-9-]/g, '-');

function askedBy({ data }: Message): Asked {
  const text = Buffer.from(data).toString('utf8');
  return text.trim() === '' ? {} : (JSON.parse(text) as Asked);
}
