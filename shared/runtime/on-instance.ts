import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { telemetry } from './telemetry.ts';
import { withoutDomains } from './without-domains.ts';

/** Cloud Run kills an instance ten seconds after it has told it to end. What is at work for longer than this comes again. Milliseconds. */
const patienceMs = 7000;

/** How often connections are looked at that have become idle. Milliseconds. */
const pollMs = 20;

/** Node announces a request with its server, before any listener of the server has it. */
const requestStart = 'http.server.request.start';

/** What the requests of this instance have begun, and is not at its end. */
const underWay = new Set<Promise<unknown>>();

let isAwaited = false;

/**
 * A handler as an instance runs it: outside of the framework's domain, and finished before the instance ends. On Cloud Run an instance that is
 * told to end answers the requests that it has, and sends the telemetry that it holds. Left to the framework it would answer the latest
 * request with an error, drop the others, and send nothing.
 */
export function onInstance<Args extends unknown[]>(
  handler: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  withoutDomains();
  if (process.env['K_SERVICE'] !== undefined && !isAwaited) {
    isAwaited = true;
    subscribe(requestStart, awaitEnd);
  }
  return (...args) => {
    const working = handler(...args);
    underWay.add(working);
    return working.finally(() => underWay.delete(working));
  };
}

/** With its first request, for the framework puts its own listener there after it has loaded the function. */
function awaitEnd(message: unknown): void {
  const { server } = message as { server: unknown };
  if (!(server instanceof Server)) return;
  unsubscribe(requestStart, awaitEnd);
  process.removeAllListeners('SIGTERM');
  process.once('SIGTERM', async () => {
    await Promise.race([finish(server), wait(patienceMs)]);
    process.exit(0);
  });
}

async function finish(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection that a request was on is kept alive after the answer.
  const idle = setInterval(() => server.closeIdleConnections(), pollMs);
  await closed;
  clearInterval(idle);
  await Promise.allSettled(underWay);
  await (await telemetry()).flush('now');
}
