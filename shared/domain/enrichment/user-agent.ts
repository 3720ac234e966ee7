import Bowser from 'bowser';
import { isJsonObject } from '../json.ts';
import { RecentCache } from '../recent-cache.ts';
import type { Enricher } from './enricher.ts';

/** What a User-Agent header says, in the words of the Segment Spec's context. */
interface Client {
  browser?: { name: string; version?: string };
  os?: { name: string; version?: string };
  device?: { type: string; manufacturer?: string; model?: string };
}

/** User agents repeat, and reading one takes longer than all else that an event needs. */
const clients = new RecentCache<Client>(2000);

/** Browser, operating system and device, from the user agent and, where they are sent, the client hints (`context.userAgentData`). */
export const clientEnricher: Enricher = {
  name: 'client',
  path: '/context/userAgent',
  enrich(_, context): undefined {
    const { userAgent, userAgentData } = context;
    if (userAgent === undefined || userAgent === '') return;
    const client = clientOf(userAgent, isJsonObject(userAgentData) ? userAgentData : undefined);
    if (client.browser !== undefined) context['browser'] ??= client.browser;
    if (client.os !== undefined) context['os'] ??= client.os;
    if (client.device !== undefined) context['device'] ??= client.device;
  },
};

function clientOf(userAgent: string, data: Record<string, unknown> | undefined): Client {
  const hints = data === undefined ? undefined : hintsOf(data);
  const key = hints === undefined ? userAgent : `${userAgent}\n${JSON.stringify(hints)}`;
  return clients.of(key, () => readUserAgent(userAgent, hints));
}

/** What browsers say beside a user agent that they no longer let grow: https://wicg.github.io/ua-client-hints/ */
interface Hints {
  brands: { brand: string; version: string }[];
  platform?: string;
  platformVersion?: string;
  model?: string;
}

function hintsOf({ brands, platform, platformVersion, model }: Record<string, unknown>): Hints {
  return {
    brands: Array.isArray(brands) ? brands.filter(isBrand).slice(0, 10) : [],
    ...(typeof platform === 'string' && { platform }),
    ...(typeof platformVersion === 'string' && { platformVersion }),
    ...(typeof model === 'string' && model !== '' && { model }),
  };
}

const isBrand = (value: unknown): value is Hints['brands'][number] =>
  isJsonObject(value) && typeof value['brand'] === 'string' && typeof value['version'] === 'string';

function readUserAgent(userAgent: string, hints: Hints | undefined): Client {
  const { browser, os, platform } = Bowser.parse(
    userAgent,
    hints && { ...hints, mobile: /Mobi/.test(userAgent) },
  );
  const model = platform.model || hints?.model;
  return {
    ...(browser.name && { browser: named(browser.name, browser.version) }),
    ...(os.name && { os: named(os.name, (hints && versionHint(os.name, hints)) ?? os.version) }),
    ...(platform.type && {
      device: {
        type: platform.type,
        ...(platform.vendor && { manufacturer: platform.vendor }),
        ...(model && { model }),
      },
    }),
  };
}

/** The user agent's own version is frozen: `NT 10.0` on every Windows, `10` on every Android, `10_15_7` on every Mac. */
function versionHint(os: string, { platform, platformVersion }: Hints): string | undefined {
  if (platform !== os || platformVersion === undefined) return undefined;
  if (platform !== 'Windows') return platformVersion === '' ? undefined : platformVersion;
  // Windows counts the versions of an interface here, of which Windows 11 has those from 13 on.
  const major = Number.parseInt(platformVersion, 10);
  return major >= 13 ? '11' : major >= 1 ? '10' : undefined;
}

const named = (name: string, version: string | undefined) => ({
  name,
  ...(version !== undefined && version !== '' && { version }),
});
