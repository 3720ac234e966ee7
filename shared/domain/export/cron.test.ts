import { expect, test } from 'vitest';
import { parseCron, wasDue } from './cron.ts';

test.each([
  ['0 6 * * *', '2026-01-05T06:00:30.000Z', true],
  ['0 6 * * *', '2026-01-05T06:01:00.000Z', false],
  ['*/15 * * * *', '2026-01-05T06:45:00.000Z', true],
  ['*/15 * * * *', '2026-01-05T06:46:00.000Z', false],
  ['5-10,30 8-18 * * 1-5', '2026-01-05T09:07:00.000Z', true],
  ['5-10,30 8-18 * * 1-5', '2026-01-04T09:07:00.000Z', false],
  ['0 0 1 * *', '2026-02-01T00:00:00.000Z', true],
  ['0 0 1 * 1', '2026-01-05T00:00:00.000Z', true],
  ['0 0 1 * 1', '2026-01-06T00:00:00.000Z', false],
  ['0 0 * * 7', '2026-01-04T00:00:00.000Z', true],
  ['0 0 * 2 *', '2026-01-04T00:00:00.000Z', false],
])('%s has the minute of %s: %s', (text, at, expected) => {
  const until = Date.parse(at);
  expect(wasDue(parseCron(text) ?? [], until - 60_000, until)).toBe(expected);
});

test.each([
  ['2026-01-05T05:59:59.999Z', '2026-01-05T06:00:00.000Z', true],
  ['2026-01-05T06:00:00.000Z', '2026-01-05T06:01:30.000Z', false],
  ['2026-01-05T05:58:00.000Z', '2026-01-05T06:20:00.000Z', true],
  ['2026-01-05T06:00:10.000Z', '2026-01-06T05:59:59.999Z', false],
  ['2026-01-05T06:00:10.000Z', '2026-01-06T06:00:00.000Z', true],
])('six in the morning lies between %s and %s: %s', (after, until, expected) => {
  const cron = parseCron('0 6 * * *') ?? [];
  expect(wasDue(cron, Date.parse(after), Date.parse(until))).toBe(expected);
});

test.each(['', '0 6 * *', '60 * * * *', '* * 0 * *', '* * * 13 *', '5-1 * * * *', 'at noon * * *'])(
  '%j is no schedule',
  (text) => {
    expect(parseCron(text)).toBeUndefined();
  },
);
