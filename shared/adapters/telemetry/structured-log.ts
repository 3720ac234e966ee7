import type { OutcomeRecord } from '../../domain/event/outcome.ts';
import { type TokenBucket, takeTokens } from '../../domain/rate/token-bucket.ts';
import { isSampled } from '../../domain/telemetry/is-sampled.ts';
import { parseTraceParent } from '../../domain/telemetry/trace-parent.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Span, type Stage, silent, type Telemetry } from '../../ports/telemetry.ts';

export interface StructuredLogOptions {
  /** Takes a line, without its end. */
  write: (line: string) => void;
  /** Whose traces the entries name; without one they name none. */
  projectId?: string;
  /** The share of the events that is logged, with all that becomes of each. */
  rate: number;
  /** How many of them a second, at most, in each instance. */
  perSecond: number;
  clock: Clock;
}

type Severity = 'INFO' | 'WARNING' | 'ERROR';
type Labels = Record<string, string>;

/**
 * Logs in lines that Cloud Logging reads from what a function prints: one JSON object each, with `severity`, `message`, the trace, and
 * labels to filter by. What fails is always logged; of the events, a sample.
 */
export function structuredLog(options: StructuredLogOptions): Telemetry {
  const { rate, perSecond, clock } = options;
  let bucket: TokenBucket | undefined;
  let withheld = 0;

  const event = (severity: Severity, message: string, labels: Labels, traceparent?: string) => {
    const taken = takeTokens(bucket, 1, clock(), { perSecond });
    bucket = taken.bucket;
    if (!taken.granted) {
      withheld += 1;
      return;
    }
    const fields = withheld > 0 ? { withheld } : {};
    withheld = 0;
    entry(options, { severity, message, labels, traceparent, fields });
  };

  return {
    begin: (stage, cause) => {
      const { traceparent } = silent.begin(stage, cause);
      return {
        traceparent,
        took: () => {},
        settled: ({ outcomes, quarantined }) => {
          if (rate <= 0) return;
          for (const outcome of outcomes) {
            if (outcome.outcome === 'quarantined' || !isShown(outcome, rate)) continue;
            event('INFO', outcome.outcome, labelsOf(stage, outcome), traceparent);
          }
          for (const rejected of quarantined) {
            if (!isShown(rejected, rate)) continue;
            const labels = { ...labelsOf(stage, rejected), rule: rejected.rule };
            event('WARNING', 'quarantined', labels, traceparent);
          }
        },
        end: (error) => {
          if (error === undefined) return;
          const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
          entry(options, { severity: 'ERROR', message, labels: { stage }, traceparent });
        },
      };
    },
    flush: async () => {},
  };
}

/** By the arrival, which an event has from its first stage to its last, be it an event or not. */
const isShown = ({ source, arrival }: Named, rate: number): boolean =>
  isSampled(`${source}\n${arrival}`, rate);

type Named = Pick<OutcomeRecord, 'source' | 'arrival' | 'messageId'>;

const labelsOf = (stage: Stage, { source, arrival, messageId }: Named): Labels => ({
  stage,
  source,
  arrival,
  ...(messageId !== undefined && { eventId: messageId }),
});

interface Entry {
  severity: Severity;
  message: string;
  labels: Labels;
  traceparent: Span['traceparent'];
  fields?: Record<string, unknown>;
}

/** The names are those of https://cloud.google.com/logging/docs/structured-logging. */
function entry(
  { write, projectId }: Pick<StructuredLogOptions, 'write' | 'projectId'>,
  { severity, message, labels, traceparent, fields }: Entry,
): void {
  const trace = parseTraceParent(traceparent);
  const line = {
    severity,
    message,
    ...fields,
    'logging.googleapis.com/labels': labels,
    ...(trace !== undefined &&
      projectId !== undefined && {
        'logging.googleapis.com/trace': `projects/${projectId}/traces/${trace.traceId}`,
        'logging.googleapis.com/spanId': trace.spanId,
        'logging.googleapis.com/trace_sampled': trace.sampled,
      }),
  };
  write(JSON.stringify(line));
}
