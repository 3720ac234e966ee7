import { expect, test } from 'vitest';
import { isDue, parseCron } from './cron.ts';

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
  expect(isDue(parseCron(text) ?? [], Date.parse(at))).toBe(expected);
});

test.each(['', '0 6 * *', '60 * * * *', '* * 0 * *', '* * * 13 *', '5-1 * * * *', 'at noon * * *'])(
  '%j is no schedule',
  (text) => {
    expect(parseCron(text)).toBeUndefined();
  },
);
