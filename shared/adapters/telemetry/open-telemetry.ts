import {
  type Link,
  type MeterProvider,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { formatTraceParent, parseTraceParent } from '../../domain/telemetry/trace-parent.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Cause, Span, Stage, Telemetry } from '../../ports/telemetry.ts';
import { metersOf } from './meters.ts';

export interface OpenTelemetryOptions {
  tracers: TracerProvider;
  meters: MeterProvider;
  clock: Clock;
  flush: Telemetry['flush'];
}

/** What a span names, at most: the SDK keeps no more, and a round of a busy platform has thousands. */
const linksAtMost = 128;

/** Spans and metrics by OpenTelemetry: a span for each stage's work on a message, or on what messages share. */
export function openTelemetry({ tracers, meters, clock, flush }: OpenTelemetryOptions): Telemetry {
  const tracer = tracers.getTracer('tributary');
  const meter = metersOf(meters.getMeter('tributary'));

  function begin(stage: Stage, cause: Cause): Span {
    const startedAt = clock();
    if (cause.since !== undefined) {
      meter.wait.record(Math.max(0, startedAt - cause.since) / 1000, { stage });
    }
    const { parent, links } = asked(cause);
    const context =
      parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
    const kind = kindOf(stage);
    const span = tracer.startSpan(stage, { kind, links, startTime: startedAt }, context);
    return {
      traceparent: formatted(span.spanContext()),
      took: (events) => {
        span.setAttribute('messaging.batch.message_count', events);
        meter.batch.record(events, { stage });
      },
      settled: ({ outcomes, quarantined }) => {
        const now = clock();
        for (const { source, outcome, receivedAt } of outcomes) {
          meter.events.add(1, { stage, source, outcome });
          if (outcome !== 'applied') continue;
          meter.latency.record(Math.max(0, now - Date.parse(receivedAt)) / 1000, { source });
        }
        for (const { source, rule } of quarantined) meter.quarantined.add(1, { source, rule });
      },
      end: (error) => {
        const failed = error !== undefined;
        if (failed) {
          if (error instanceof Error) span.recordException(error, clock());
          span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
        }
        meter.duration.record((clock() - startedAt) / 1000, { stage, failed });
        span.end(clock());
      },
    };
  }

  return { begin, flush };
}

function asked({ traceparents }: Cause): { parent?: SpanContext; links: Link[] } {
  const contexts = new Map<string, SpanContext>();
  for (const text of traceparents) {
    if (contexts.size === linksAtMost) break;
    const context = text === undefined ? undefined : contextOf(text);
    if (text !== undefined && context !== undefined) contexts.set(text, context);
  }
  const [parent, ...others] = contexts.values();
  if (parent !== undefined && others.length === 0) return { parent, links: [] };
  return { links: [...contexts.values()].map((context) => ({ context })) };
}

function contextOf(text: string): SpanContext | undefined {
  const parsed = parseTraceParent(text);
  if (parsed === undefined) return undefined;
  const { traceId, spanId, sampled } = parsed;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}

const formatted = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  formatTraceParent({ traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 });

function kindOf(stage: Stage): SpanKind {
  switch (stage) {
    case 'collect':
      return SpanKind.SERVER;
    case 'commit':
      return SpanKind.INTERNAL;
    default:
      return SpanKind.CONSUMER;
  }
}
