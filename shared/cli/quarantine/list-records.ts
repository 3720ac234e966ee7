import colors from 'picocolors';
import type { QuarantineRecord } from '../../domain/event/quarantine.ts';
import { grouped, note, oneLine, print, table } from '../terminal.ts';
import { writeNdjsonStream } from '../write-ndjson.ts';
import { stateOf } from './select-records.ts';

/** The digits of an id that are shown: enough to tell millions apart. */
const shownDigits = 12;

export const shortId = ({ id }: Pick<QuarantineRecord, 'id'>): string => id.slice(0, shownDigits);

interface OfRule {
  rule: string;
  count: number;
  replayed: number;
  newest: QuarantineRecord;
}

/** Prints records as NDJSON as they come, `limit` of them at most. */
export async function printAsJson(
  records: AsyncIterable<QuarantineRecord>,
  limit: number,
): Promise<void> {
  await writeNdjsonStream(process.stdout, withState(records, limit));
}

async function* withState(records: AsyncIterable<QuarantineRecord>, limit: number) {
  let count = 0;
  for await (const record of records) {
    if (count === limit) return;
    count += 1;
    yield { state: stateOf(record), ...record };
  }
}

/** Prints what was rejected by which rule, and the latest records. */
export async function printForPeople(
  records: AsyncIterable<QuarantineRecord>,
  limit: number,
): Promise<void> {
  const { rules, latest, count } = await summarise(records, limit);
  if (count === 0) {
    print('Nothing of the kind is quarantined.');
    return;
  }
  const byRule = [...rules.values()].sort(
    (a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1),
  );
  print(
    table(
      ['rule', 'events', 'replayed', 'latest', 'for example'],
      byRule.map(({ rule, count, replayed, newest }) => [
        oneLine(rule),
        count,
        replayed,
        timeText(newest.rejectedAt),
        shortId(newest),
      ]),
    ),
  );
  print();
  print(table(['id', 'rejected', 'source', 'rule', 'what is wrong'], latest.map(rowOf)));
  if (count > latest.length) {
    note(
      colors.dim(
        `the latest ${grouped(latest.length)} of ${grouped(count)}: more with --limit N, all with --json`,
      ),
    );
  }
  note(colors.dim('next: cdp quarantine show ID, and once it is mended: cdp quarantine replay'));
}

const rowOf = (record: QuarantineRecord): string[] => [
  shortId(record),
  timeText(record.rejectedAt),
  oneLine(record.source),
  oneLine(record.rule),
  `${oneLine(record.message, 90)}${record.replayed === undefined ? '' : colors.green(' replayed')}`,
];

export const timeText = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

/** Counts the rules, and keeps the latest records: a few more than asked for, whatever the number of all. */
async function summarise(records: AsyncIterable<QuarantineRecord>, limit: number) {
  const rules = new Map<string, OfRule>();
  let latest: QuarantineRecord[] = [];
  let count = 0;
  const cut = () => {
    latest = latest.sort((a, b) => (a.rejectedAt > b.rejectedAt ? -1 : 1)).slice(0, limit);
  };
  for await (const record of records) {
    count += 1;
    addTo(rules, record);
    latest.push(record);
    if (latest.length >= 2 * limit + 100) cut();
  }
  cut();
  return { rules, latest, count };
}

function addTo(rules: Map<string, OfRule>, record: QuarantineRecord): void {
  const { rule, rejectedAt, replayed } = record;
  const known = rules.get(rule) ?? { rule, count: 0, replayed: 0, newest: record };
  known.count += 1;
  if (replayed !== undefined) known.replayed += 1;
  if (rejectedAt > known.newest.rejectedAt) known.newest = record;
  rules.set(rule, known);
}
