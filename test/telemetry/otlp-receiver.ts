import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** As much of an export of OTLP over HTTP as tests ask for. */
interface Exported {
  resourceSpans?: { resource: object; scopeSpans: { spans: { name: string }[] }[] }[];
  resourceMetrics?: { resource: object; scopeMetrics: { metrics: { name: string }[] }[] }[];
}

export interface OtlpReceiver {
  url: string;
  /** The names of the spans that have come. */
  spans(): string[];
  /** The names of the metrics that have come, each once. */
  metrics(): string[];
}

/** A collector on loopback that goes with the test. */
export async function otlpReceiver(): Promise<OtlpReceiver> {
  const received: Exported[] = [];
  const server = createServer(async (request, response) => {
    received.push((await json(request)) as Exported);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () =>
      received
        .flatMap(({ resourceSpans = [] }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans.map(({ name }) => name)),
    metrics: () => [
      ...new Set(
        received
          .flatMap(({ resourceMetrics = [] }) => resourceMetrics)
          .flatMap(({ scopeMetrics }) => scopeMetrics)
          .flatMap(({ metrics }) => metrics.map(({ name }) => name)),
      ),
    ],
  };
}
