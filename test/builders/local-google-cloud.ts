import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { BigQueryTables } from './bigquery-tables.ts';
import { type GoogleReply, type GoogleRequest, Refusal } from './google-reply.ts';
import { LocalBigQuery, type LocalBigQueryOptions } from './local-bigquery.ts';
import { LocalCloudStorage } from './local-cloud-storage.ts';

/** As much of BigQuery and Cloud Storage as exports use, on a port of this machine, for the real clients to talk to. */
export class LocalGoogleCloud {
  readonly storage: LocalCloudStorage;
  readonly bigQuery: LocalBigQuery;
  /** Told of every request before it is answered; where it throws, the answer is an error that no client tries again. */
  onRequest: (request: string) => void = () => {};
  readonly #tables: BigQueryTables;
  readonly #server: Server;

  private constructor(
    options: LocalBigQueryOptions,
    buckets: readonly string[],
    tables: BigQueryTables,
  ) {
    this.storage = new LocalCloudStorage(buckets);
    this.bigQuery = new LocalBigQuery(options, this.storage, tables);
    this.#tables = tables;
    this.#server = createServer(async (incoming, response) => {
      const reply = await this.#reply(incoming);
      response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.content ?? (reply.body && JSON.stringify(reply.body)));
    });
  }

  static async start(
    options: LocalBigQueryOptions & { bucket: string },
    otherBuckets: readonly string[] = [],
  ): Promise<LocalGoogleCloud> {
    const buckets = [options.bucket, ...otherBuckets];
    const cloud = new LocalGoogleCloud(options, buckets, await BigQueryTables.open());
    cloud.#server.listen(0, '127.0.0.1');
    await once(cloud.#server, 'listening');
    return cloud;
  }

  /** What the clients take for the address of either API. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
    this.#tables.close();
  }

  async #reply(incoming: IncomingMessage): Promise<GoogleReply> {
    try {
      const url = new URL(incoming.url ?? '/', this.origin);
      this.onRequest(`${incoming.method} ${url.pathname}`);
      const request: GoogleRequest = {
        method: incoming.method ?? '',
        path: url.pathname.split('/').filter(Boolean).map(decodeURIComponent),
        query: url.searchParams,
        headers: incoming.headers,
        body: await buffer(incoming),
        origin: this.origin,
      };
      const reply = this.storage.handle(request) ?? (await this.bigQuery.handle(request));
      return reply ?? new Refusal(501, 'notImplemented', `No ${request.method} here`).reply();
    } catch (error) {
      // Anything else is a fault of this server, or a client that hung up.
      const refusal = error instanceof Refusal ? error : new Refusal(501, 'fault', `${error}`);
      return refusal.reply();
    }
  }
}
