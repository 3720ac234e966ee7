import { expect, it } from 'vitest';
import type { OutcomeRecord } from '../../domain/event/outcome.ts';
import { Figures } from './figures.ts';

const noon = Date.UTC(2026, 0, 1, 12);

const outcome = (source: string, ms: number, outcome: OutcomeRecord['outcome'] = 'applied') => ({
  source,
  arrival: `${source}/${ms}`,
  receivedAt: new Date(noon - ms).toISOString(),
  outcome,
});

it('tells rates, sizes, waits, outcomes and latencies', () => {
  let now = noon;
  const figures = new Figures(() => now);
  for (const events of [10, 30]) {
    const span = figures.begin('commit', { traceparents: [], since: now - 400 });
    span.took(events);
    now += 20;
    span.end();
  }
  figures.begin('commit', { traceparents: [] }).end(new Error('no'));
  now = noon;
  figures.begin('commit', { traceparents: [] }).settled({
    outcomes: [outcome('web', 100), outcome('web', 300), outcome('app', 5000, 'duplicate')],
    quarantined: [],
  });
  now = noon + 9_500;
  const [commit] = figures.read().stages;
  expect(commit).toMatchObject({ stage: 'commit', events: 40, perSecond: 4, failures: 1 });
  expect(commit?.batch).toMatchObject({ count: 2, max: 30 });
  expect(commit?.duration).toMatchObject({ count: 3, max: 20 });
  expect(commit?.waited).toMatchObject({ count: 2, max: 400 });
  expect(figures.read().outcomes).toEqual({ web: { applied: 2 }, app: { duplicate: 1 } });
  // What was known already has not come to a profile just now.
  expect(figures.read().latency).toMatchObject({ count: 2, max: 300 });
  now = noon + 120_000;
  expect(figures.read().stages[0]).toMatchObject({ events: 40, perSecond: 0 });
});

it('stays small, however many sources senders make up', () => {
  const figures = new Figures(() => noon);
  const outcomes = Array.from({ length: 10_000 }, (_, index) => outcome(`source-${index}`, 1));
  figures.begin('merge', { traceparents: [] }).settled({ outcomes, quarantined: [] });
  const told = figures.read().outcomes;
  expect(Object.keys(told)).toHaveLength(201);
  const applied = Object.values(told).reduce((total, counts) => total + (counts.applied ?? 0), 0);
  expect(applied).toBe(10_000);
});
