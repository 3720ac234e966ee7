import { once } from 'node:events';
import type { Server } from 'node:http';

/** The functions that push subscriptions feed, by name. Importing one registers it with the framework. */
const functions: Readonly<Record<string, () => Promise<unknown>>> = {
  validate: () => import('../../functions/validate/index.ts'),
  enrich: () => import('../../functions/enrich/index.ts'),
  merge: () => import('../../functions/merge/index.ts'),
  sweep: () => import('../../functions/sweep/index.ts'),
  pipeline: () => import('../../functions/pipeline/index.ts'),
  activate: () => import('../../functions/activate/index.ts'),
};

/** Whether a function can be served here. */
export const isServed = (name: string): boolean => Object.hasOwn(functions, name);

export interface FunctionServer {
  url: string;
  close(): Promise<void>;
}

/** Serves a function in this process, on a port of its own, as the framework serves it in production. */
export async function serveFunction(name: string): Promise<FunctionServer> {
  await functions[name]?.();
  const { getTestServer } = await import('@google-cloud/functions-framework/testing');
  const server: Server = getTestServer(name);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error(`${name} has no port.`);
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}
