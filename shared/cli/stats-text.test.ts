import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { Figures } from '../adapters/telemetry/figures.ts';
import { statsText } from './stats-text.ts';

it('tells figures in tables, and nothing that moves the cursor', () => {
  const noon = Date.UTC(2026, 0, 1, 12);
  let now = noon;
  const figures = new Figures(() => now);
  const span = figures.begin('commit', { traceparents: [], since: noon - 12_000 });
  span.took(3);
  const record = { source: 'we\u001b[2Jb', receivedAt: '2026-01-01T11:59:58.500Z' };
  const outcomes = ['1', '2', '3'].map((arrival) => ({
    ...record,
    arrival,
    outcome: 'applied' as const,
  }));
  span.settled({ outcomes, quarantined: [] });
  now += 7;
  span.end();
  const lines = stripVTControlCharacters(statsText(figures.read())).split('\n');
  expect(lines[0]).toContain('since 2026-01-01T12:00:00.000Z');
  expect(lines[3]).toMatch(/^commit +3 +3 +3 +0 +7 ms \/ 7 ms \/ 7 ms +12 s \/ 12 s \/ 12 s$/);
  expect(lines[6]).toMatch(/^we\\u001b\[2Jb +3 +0 +0 +0$/);
  expect(lines.at(-1)).toBe('from event to profile: 1.5 s / 1.5 s / 1.5 s');
});
