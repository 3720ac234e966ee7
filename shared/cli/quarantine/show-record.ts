import colors from 'picocolors';
import type { QuarantineRecord } from '../../domain/event/quarantine.ts';
import { rawBytes } from '../../domain/event/replay.ts';
import { oneLine } from '../terminal.ts';
import { timeText } from './list-records.ts';
import { markedJson } from './marked-json.ts';

/** A record for people: why, when, and the raw text with the place that is to blame. */
export function recordText(record: QuarantineRecord): string {
  const { id, rule, path, message, source, receivedAt, rejectedAt, attempts, replayed } = record;
  const facts: [string, string][] = [
    ['rule', colors.red(oneLine(rule))],
    ['path', path === '' ? colors.dim('the whole of it') : colors.red(oneLine(path))],
    ['source', oneLine(source)],
    ['received', oneLine(timeText(receivedAt))],
    [
      'rejected',
      `${timeText(rejectedAt)}${attempts > 1 ? `, for the ${ordinal(attempts)} time` : ''}`,
    ],
    ['arrival', oneLine(record.arrival)],
  ];
  if (replayed !== undefined) {
    const { at, outcome, arrival } = replayed;
    facts.push(['replayed', colors.green(`${timeText(at)}, ${outcome}, as ${arrival}`)]);
  }
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    `${colors.bold(id)}  ${oneLine(message, 1000)}`,
    ...facts.map(([name, value]) => `  ${colors.cyan(name.padEnd(width))}  ${value}`),
    '',
    rawText(record),
  ].join('\n');
}

function rawText(record: QuarantineRecord): string {
  const { raw, path } = record;
  if (raw.encoding === 'base64') return hexDump(rawBytes(record));
  const marked = markedJson(raw.data, path, (line) => colors.bold(colors.red(line)));
  if (marked === undefined)
    return raw.data
      .split('\n')
      .map((line) => oneLine(line, 10_000))
      .join('\n');
  const missing = `\n${colors.dim(`(${oneLine(path)} is not in the text itself: a mapping or a default made it)`)}`;
  return marked.found ? marked.text : `${marked.text}${missing}`;
}

/** The first bytes as other tools show them. */
function hexDump(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, 256); at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = row.toString('hex').replace(/../g, '$& ').padEnd(48);
    const text = row.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex} ${text}`);
  }
  if (bytes.length > 256) lines.push(colors.dim(`${bytes.length} bytes; all of them with --raw`));
  return lines.join('\n');
}

const ordinal = (count: number): string => {
  const ending =
    count % 100 > 10 && count % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
};
