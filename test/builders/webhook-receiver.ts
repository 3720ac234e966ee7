import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request as it came. */
export interface ReceivedRequest {
  path: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface WebhookReceiver {
  url: string;
  port: number;
  requests: ReceivedRequest[];
  /** How many connections were ever made to it. */
  connections(): number;
}

/** A receiver on loopback that goes with the test. @param answer what it does with a request; 200 where it is absent. */
export async function webhookReceiver(
  answer: (response: ServerResponse, request: ReceivedRequest) => void = (response) => {
    response.end();
  },
): Promise<WebhookReceiver> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const { url = '', method = '', headers } = request;
    const received = { path: url, method, headers, body: await text(request) };
    requests.push(received);
    answer(response, received);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, port, requests, connections: () => connections };
}
