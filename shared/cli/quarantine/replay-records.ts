import { validate } from '../../../functions/validate/validate.ts';
import { itemsIn } from '../../domain/event/expand-message.ts';
import type { QuarantineRecord } from '../../domain/event/quarantine.ts';
import type { Rejection } from '../../domain/event/rejection.ts';
import { rawBytes, replayOfQuarantined } from '../../domain/event/replay.ts';
import type { Platform } from '../../local/platform.ts';
import type { Message, OutgoingMessage } from '../../ports/event-bus.ts';
import { CommandError } from '../errors.ts';

/** A record to be replayed; `with` stands in for what arrived. */
export interface Job {
  record: QuarantineRecord;
  with?: Buffer | undefined;
}

/** What the present configuration says of a record. */
export interface Verdict {
  record: QuarantineRecord;
  /** The first breach; absent where every event of it would be taken. */
  rejection?: Rejection;
}

/** What became of the records of a replay. */
export interface Replayed {
  sent: number;
  /** Taken, by outcome. */
  taken: Record<string, number>;
  /** Rejected again, by rule. */
  rejected: QuarantineRecord[];
}

/** Messages that are published at once. */
const packMessages = 200;

/** Judges records as they would be judged if they were replayed now. Only the profiles themselves may still refuse what passes. */
export async function* judge(
  { rules }: Platform,
  jobs: AsyncIterable<Job> | Iterable<Job>,
  source?: string,
): AsyncGenerator<Verdict> {
  for await (const job of jobs) {
    const message = messageOf(job, source);
    const delivered: Message = { attributes: {}, ...message, id: 'dry-run', publishTime: '' };
    const [breach] = validate([delivered], rules).quarantined;
    yield { record: job.record, ...(breach && { rejection: breach }) };
  }
}

/** Publishes records again, waits for their outcomes, and says what they are. */
export async function replayJobs(
  platform: Platform,
  jobs: AsyncIterable<Job> | Iterable<Job>,
  source: string | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<Replayed> {
  const ids = new Set<string>();
  let pack: OutgoingMessage[] = [];
  for await (const job of jobs) {
    ids.add(job.record.id);
    pack.push(messageOf(job, source));
    if (pack.length < packMessages) continue;
    await platform.publish(pack);
    pack = [];
  }
  if (pack.length > 0) await platform.publish(pack);
  if (ids.size > 0) await platform.drain(({ done, total }) => onProgress(done, total));
  return platform.tellsOutcomes
    ? outcomesOf(platform, ids)
    : { sent: ids.size, taken: {}, rejected: [] };
}

async function outcomesOf(platform: Platform, ids: ReadonlySet<string>): Promise<Replayed> {
  const result: Replayed = { sent: ids.size, taken: {}, rejected: [] };
  for await (const record of ids.size > 0 ? platform.quarantined() : []) {
    if (!ids.has(record.id)) continue;
    const outcome = record.replayed?.outcome;
    if (outcome === undefined) result.rejected.push(record);
    else result.taken[outcome] = (result.taken[outcome] ?? 0) + 1;
  }
  return result;
}

const messageOf = ({ record, with: data }: Job, source: string | undefined): OutgoingMessage =>
  replayOfQuarantined(record, { data, source });

/**
 * Refuses corrections that would not be taken, or that are several events in place of one: the further ones would be taken for what arrived
 * behind it. @throws CommandError
 */
export async function requireGood(
  platform: Platform,
  jobs: readonly Job[],
  source: string | undefined,
): Promise<void> {
  for await (const { record, rejection } of judge(platform, jobs, source)) {
    if (rejection === undefined) continue;
    throw new CommandError(
      `The correction of ${record.id} would be rejected too: ${rejection.message} (${rejection.rule}${rejection.path && ` at ${rejection.path}`}) Nothing was sent.`,
    );
  }
  for (const { record, with: data } of jobs) {
    if (data === undefined || itemsIn(data) <= Math.max(1, itemsIn(rawBytes(record)))) continue;
    throw new CommandError(
      `The correction of ${record.id} is several events, where one arrived: send the others with cdp ingest. Nothing was sent.`,
    );
  }
}
