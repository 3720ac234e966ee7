import colors from 'picocolors';
import type { PlatformFigures } from '../adapters/telemetry/figures.ts';
import type { Percentiles } from '../domain/telemetry/distribution.ts';
import { oneLine, table } from './terminal.ts';

const outcomes = ['applied', 'duplicate', 'quarantined', 'suppressed'] as const;

/** Figures as tables for people. */
export function statsText({ since, stages, ...figures }: PlatformFigures): string {
  const parts = [
    colors.dim(`since ${since}; rates are of the last minute, times are p50 / p95 / p99`),
    table(
      ['stage', 'events', 'per second', 'at once', 'failures', 'takes', 'waited'],
      stages.map(({ stage, events, perSecond, batch, failures, duration, waited }) => [
        stage,
        events,
        rounded(perSecond),
        rounded(batch.p50),
        failures,
        spread(duration),
        spread(waited),
      ]),
    ),
    table(
      ['source', ...outcomes],
      Object.entries(figures.outcomes).map(([source, counts]) => [
        oneLine(source),
        ...outcomes.map((outcome) => counts[outcome] ?? 0),
      ]),
    ),
    `from event to profile: ${spread(figures.latency)}`,
  ];
  const broken = Object.entries(figures.quarantined).map(([rule, count]) => [oneLine(rule), count]);
  if (broken.length > 0) parts.push(table(['quarantined by', 'events'], broken));
  return parts.join('\n\n');
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const spread = ({ count, p50, p95, p99 }: Percentiles): string =>
  count === 0 ? '–' : [p50, p95, p99].map(time).join(' / ');

const time = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${milliseconds < 10 ? rounded(milliseconds) : Math.round(milliseconds)} ms`
    : `${rounded(milliseconds / 1000)} s`;
