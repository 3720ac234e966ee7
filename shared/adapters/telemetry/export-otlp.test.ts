import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { exportOtlp } from './export-otlp.ts';
import { samplerOf } from './sampler.ts';

afterEach(() => vi.unstubAllEnvs());

it('sends spans and metrics where the standard variables say', async () => {
  const received = new Map<string | undefined, { headers: object; body: unknown }>();
  const server = createServer(async (request, response) => {
    received.set(request.url, { headers: request.headers, body: await json(request) });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${port}`);
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-tenant=shop');
  vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'deployment.environment=test');
  vi.stubEnv('K_SERVICE', 'merge');

  const telemetry = exportOtlp(process.env, Date.now);
  const span = telemetry.begin('merge', { traceparents: [] });
  span.took(7);
  span.end();
  await telemetry.flush('due');
  expect(received.size).toBe(0);
  await telemetry.flush('now');
  const resource = {
    attributes: expect.arrayContaining([
      { key: 'service.name', value: { stringValue: 'tributary-merge' } },
      {
        key: 'service.instance.id',
        value: { stringValue: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      },
      { key: 'deployment.environment', value: { stringValue: 'test' } },
    ]),
  };
  expect(received.get('/v1/traces')).toMatchObject({
    headers: { 'x-tenant': 'shop' },
    body: { resourceSpans: [{ resource, scopeSpans: [{ spans: [{ name: 'merge' }] }] }] },
  });
  expect(received.get('/v1/metrics')).toMatchObject({ body: { resourceMetrics: [{ resource }] } });
});

it('holds up nobody where its collector is away', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:9');
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '50');
  const telemetry = exportOtlp(process.env, Date.now);
  telemetry.begin('merge', { traceparents: [] }).end();
  await expect(telemetry.flush('now')).resolves.toBeUndefined();
});

it.each([
  [{}, 'ParentBased'],
  [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' }, '0.25'],
  [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' }, '0.5'],
  [{ OTEL_TRACES_SAMPLER: 'always_off' }, 'AlwaysOff'],
])('samples as %j says', (env, expected) => {
  expect(samplerOf(env).toString()).toContain(expected);
});

it('takes no sampler that there is none of', () => {
  expect(() => samplerOf({ OTEL_TRACES_SAMPLER: 'sometimes' })).toThrow('sometimes');
});
