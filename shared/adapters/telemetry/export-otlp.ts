import { randomUUID } from 'node:crypto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Clock } from '../../ports/clock.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { openTelemetry } from './open-telemetry.ts';
import { samplerOf } from './sampler.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What an instance that is throttled between its requests gathers before a request sends it, milliseconds. */
const flushAfterMs = 30_000;

/** Google's own endpoint, which asks for a token of the function's account: https://cloud.google.com/stackdriver/docs/reference/telemetry/overview */
const googleHost = 'telemetry.googleapis.com';

/**
 * OpenTelemetry's SDK as its standard variables say: `OTEL_EXPORTER_OTLP_ENDPOINT` and `…_HEADERS`, `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`,
 * `OTEL_TRACES_SAMPLER`. Loaded only where they ask for it.
 */
export function exportOtlp(env: Env, clock: Clock): Telemetry {
  const options = authorised(env);
  const resource = defaultResource()
    .merge(resourceFromAttributes(ownAttributes(env)))
    .merge(detectResources({ detectors: [envDetector] }));
  const spans = new BatchSpanProcessor({ exporter: new OTLPTraceExporter(options) });
  const sampler = samplerOf(env);
  const tracers = new TracerProvider({ resource, spanProcessors: [spans], sampler });
  const exporter = new OTLPMetricExporter(options);
  const reader = new PeriodicExportingMetricReader({ exporter });
  const meters = new MeterProvider({ resource, readers: [reader] });
  let flushedAt = clock();
  return openTelemetry({
    tracers,
    meters,
    clock,
    flush: async (when) => {
      if (when === 'due' && clock() - flushedAt < flushAfterMs) return;
      flushedAt = clock();
      // What can't be sent is lost, and holds up no event.
      await Promise.allSettled([tracers.forceFlush(), meters.forceFlush()]);
    },
  });
}

/** Cloud Run tells an instance its name and revision. */
function ownAttributes(env: Env): Record<string, string> {
  const service = env['K_SERVICE'];
  const project = env['GOOGLE_CLOUD_PROJECT'];
  return {
    'service.name': service === undefined ? 'tributary' : `tributary-${service}`,
    // Else the sums of several instances would be taken for one that jumps.
    'service.instance.id': randomUUID(),
    ...(env['K_REVISION'] !== undefined && { 'service.version': env['K_REVISION'] }),
    ...(project !== undefined && { 'gcp.project_id': project }),
  };
}

function authorised(env: Env): { headers?: () => Promise<Record<string, string>> } {
  if (!env['OTEL_EXPORTER_OTLP_ENDPOINT']?.includes(googleHost)) return {};
  return {
    headers: async () => {
      const { GoogleAuth } = await import('google-auth-library');
      const auth = new GoogleAuth({ scopes: 'https://www.googleapis.com/auth/cloud-platform' });
      return Object.fromEntries(await auth.getRequestHeaders());
    },
  };
}
