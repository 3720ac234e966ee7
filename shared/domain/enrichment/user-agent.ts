import Bowser from 'bowser';

/** What a User-Agent header says, in the words of the Segment Spec's context. */
export interface Client {
  browser?: { name: string; version?: string };
  os?: { name: string; version?: string };
  device?: { type: string; manufacturer?: string; model?: string };
}

/** User agents repeat, and reading one takes longer than all else that an event needs. */
const cache = new Map<string, Client | undefined>();
const cacheSize = 1000;

export function clientOf(userAgent: string | undefined): Client | undefined {
  if (userAgent === undefined || userAgent === '') return undefined;
  if (cache.has(userAgent)) return cache.get(userAgent);
  if (cache.size >= cacheSize) cache.clear();
  const client = readUserAgent(userAgent);
  cache.set(userAgent, client);
  return client;
}

function readUserAgent(userAgent: string): Client | undefined {
  const { browser, os, platform } = Bowser.parse(userAgent);
  const client: Client = {
    ...(browser.name && { browser: named(browser.name, browser.version) }),
    ...(os.name && { os: named(os.name, os.version) }),
    ...(platform.type && {
      device: {
        type: platform.type,
        ...(platform.vendor && { manufacturer: platform.vendor }),
        ...(platform.model && { model: platform.model }),
      },
    }),
  };
  return Object.keys(client).length === 0 ? undefined : client;
}

const named = (name: string, version: string | undefined) => ({
  name,
  ...(version !== undefined && version !== '' && { version }),
});
