import { beforeEach, describe, expect, it } from 'vitest';
import type { OutcomeRecord } from '../../domain/event/outcome.ts';
import { structuredLog } from './structured-log.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

let lines: string[];
let now: number;

beforeEach(() => {
  lines = [];
  now = Date.UTC(2026, 0, 1, 12);
});

const logOf = (rate: number, perSecond = 1000) =>
  structuredLog({
    write: (line) => lines.push(line),
    projectId: 'shop',
    rate,
    perSecond,
    clock: () => now,
  });

const entries = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

const outcome = (index: number, outcome: OutcomeRecord['outcome'] = 'applied'): OutcomeRecord => ({
  source: 'web',
  arrival: `message-${index}/0`,
  receivedAt: '2026-01-01T12:00:00.000Z',
  messageId: `event-${index}`,
  outcome,
});

const many = Array.from({ length: 2000 }, (_, index) => outcome(index));

describe('the log', () => {
  it('has entries as Cloud Logging reads them: severity, message, labels, trace', () => {
    const span = logOf(1).begin('commit', { traceparents: [traceparent] });
    span.settled({ outcomes: [outcome(1)], quarantined: [] });
    expect(lines[0]).not.toContain('\n');
    expect(entries()).toEqual([
      {
        severity: 'INFO',
        message: 'applied',
        'logging.googleapis.com/labels': {
          stage: 'commit',
          source: 'web',
          arrival: 'message-1/0',
          eventId: 'event-1',
        },
        'logging.googleapis.com/trace': 'projects/shop/traces/4bf92f3577b34da6a3ce929d0e0e4736',
        'logging.googleapis.com/spanId': '00f067aa0ba902b7',
        'logging.googleapis.com/trace_sampled': true,
      },
    ]);
  });

  it('has every failure, with its stack on one line, however little else it shows', () => {
    const log = logOf(0, 0);
    for (let failure = 0; failure < 50; failure += 1) {
      log.begin('merge', { traceparents: [] }).end(new Error('Firestore is away'));
    }
    expect(entries()).toHaveLength(50);
    expect(entries()[0]).toMatchObject({
      severity: 'ERROR',
      message: expect.stringMatching(/^Error: Firestore is away\n {4}at /),
      'logging.googleapis.com/labels': { stage: 'merge' },
    });
  });

  it('shows the same events at every stage and in every instance', () => {
    for (const stage of ['pipeline', 'commit'] as const) {
      const settled = { outcomes: many, quarantined: [] };
      logOf(0.05).begin(stage, { traceparents: [] }).settled(settled);
    }
    const shown = entries().map(
      (entry) => entry['logging.googleapis.com/labels'] as { arrival: string },
    );
    const half = shown.length / 2;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(many.length / 10);
    const arrivals = shown.map(({ arrival }) => arrival);
    expect(arrivals.slice(0, half)).toEqual(arrivals.slice(half));
  });

  it('says of a rejected event which rule it broke, once', () => {
    const quarantined = {
      ...outcome(1),
      id: 'record',
      rule: 'not-json',
      path: '',
      message: 'It is no JSON.',
      raw: { encoding: 'utf8' as const, data: '{' },
    };
    const settled = { outcomes: [outcome(1, 'quarantined')], quarantined: [quarantined] };
    logOf(1).begin('validate', { traceparents: [] }).settled(settled);
    expect(entries()).toMatchObject([
      { severity: 'WARNING', 'logging.googleapis.com/labels': { rule: 'not-json', source: 'web' } },
    ]);
    expect(lines[0]).not.toContain('raw');
  });

  it('shows no more a second than it may, and says how much it has withheld', () => {
    const span = logOf(1, 10).begin('commit', { traceparents: [] });
    span.settled({ outcomes: many, quarantined: [] });
    expect(lines).toHaveLength(10);
    now += 1000;
    span.settled({ outcomes: [outcome(1), outcome(2)], quarantined: [] });
    expect(entries().slice(10)).toMatchObject([
      { withheld: many.length - 10 },
      { message: 'applied' },
    ]);
  });
});
