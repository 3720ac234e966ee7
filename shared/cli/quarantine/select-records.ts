import type { QuarantineRecord } from '../../domain/event/quarantine.ts';
import type { Platform } from '../../local/platform.ts';
import { CommandError, UsageError } from '../errors.ts';

export type State = 'open' | 'replayed' | 'all';

/** Which records are meant; what is absent leaves them all. */
export interface Filter {
  rule?: string;
  source?: string;
  /** Rejected since then, milliseconds since 1970. */
  since?: number;
  state: State;
}

export const stateOf = ({ replayed }: QuarantineRecord): Exclude<State, 'all'> =>
  replayed === undefined ? 'open' : 'replayed';

/** The records that a filter leaves. */
export async function* selectRecords(
  platform: Platform,
  { rule, source, since, state }: Filter,
): AsyncGenerator<QuarantineRecord> {
  const from = since === undefined ? '' : new Date(since).toISOString();
  for await (const record of platform.quarantined('', since)) {
    if (rule !== undefined && record.rule !== rule) continue;
    if (source !== undefined && record.source !== source) continue;
    if (state !== 'all' && stateOf(record) !== state) continue;
    if (record.rejectedAt >= from) yield record;
  }
}

/** The one record whose id begins so. @throws CommandError where there is none, or more than one; UsageError where it can't be one. */
export async function recordOf(
  platform: Platform,
  prefix: string,
  since?: number,
): Promise<QuarantineRecord> {
  if (!/^[0-9a-f]{1,32}$/.test(prefix)) {
    throw new UsageError(`"${prefix}" is no id of the quarantine: cdp quarantine list shows them.`);
  }
  let found: QuarantineRecord | undefined;
  for await (const record of platform.quarantined(prefix, since)) {
    if (found !== undefined) {
      throw new CommandError(`More than one id begins with ${prefix}: give more of it.`);
    }
    found = record;
  }
  if (found !== undefined) return found;
  throw new CommandError(
    `Nothing is quarantined under ${prefix}: cdp quarantine list --state all shows everything that is.`,
  );
}
