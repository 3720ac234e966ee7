import {
  AggregationTemporality,
  type DataPoint,
  type ExponentialHistogram,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { openTelemetry } from '../../shared/adapters/telemetry/open-telemetry.ts';
import type { Telemetry } from '../../shared/ports/telemetry.ts';

export interface CollectedTelemetry {
  telemetry: Telemetry;
  /** Those that have ended, in that order. */
  spans(): ReadableSpan[];
  /** The data points of a metric: its attributes, and its sum or its count. */
  points(name: string): Promise<{ attributes: object; value: number }[]>;
}

/** OpenTelemetry's SDK, exporting into memory. */
export function collectedTelemetry(): CollectedTelemetry {
  const exported = new InMemorySpanExporter();
  const tracers = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: exported })],
  });
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 2 ** 30 });
  const meters = new MeterProvider({ readers: [reader] });
  return {
    telemetry: openTelemetry({ tracers, meters, clock: Date.now, flush: async () => {} }),
    spans: () => exported.getFinishedSpans(),
    points: async (name) => {
      exporter.reset();
      await meters.forceFlush();
      return exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
        .filter(({ descriptor }) => descriptor.name === name)
        .flatMap(({ dataPoints }): DataPoint<number | Histogram | ExponentialHistogram>[] => [
          ...dataPoints,
        ])
        .map(({ attributes, value }) => ({
          attributes,
          value: typeof value === 'number' ? value : value.count,
        }));
    },
  };
}
