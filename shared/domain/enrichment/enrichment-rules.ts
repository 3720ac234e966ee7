import { botEnricher } from './bot.ts';
import { campaignEnricher } from './campaign.ts';
import { channelEnricher } from './channel.ts';
import { currencyEnricher } from './currency.ts';
import { emailDomainEnricher } from './email-domain.ts';
import type { Enricher } from './enricher.ts';
import type { EnricherName, EnrichmentConfig } from './enrichment-config.ts';
import { type Lookup, lookup } from './lookup.ts';
import { assertNoChains, lookupPaths } from './lookup-paths.ts';
import { countryEnricher, ipEnricher, networkEnricher } from './origin.ts';
import { pageEnricher } from './page.ts';
import { clientEnricher } from './user-agent.ts';

/** What is added to events, ready for them. */
export interface EnrichmentRules {
  /** In their order: a campaign is read off a page's parts, and an address is looked up before it is cut. */
  enrichers: readonly Enricher[];
  /** They come last, so that a key may be what an enricher added. */
  lookups: readonly Lookup[];
  /** Databases of addresses that are not the ones that come along, by their paths. */
  databases: Readonly<{ country?: string; asn?: string }>;
}

/** Of the configuration, and of its parts. */
const members = {
  enrichment: ['off', 'ip', 'ownDomains', 'currency', 'lookups'],
  'enrichment.ip': ['country', 'asn', 'keep'],
  'enrichment.currency': ['reporting', 'rates', 'amounts'],
  'enrichment.lookups.NAME': ['table', 'key', 'into', 'of', 'fields'],
} as const;
const keeps = ['full', 'truncated', 'none'] as const;

/** Compiles the configuration of enrichment. @throws TypeError where it makes no sense, saying what to change. */
export function enrichmentRules(config: EnrichmentConfig = {}): EnrichmentRules {
  const { off = [], ip = {}, ownDomains = [], currency, lookups = {} } = config;
  assertMembers(config, 'enrichment');
  assertMembers(ip, 'enrichment.ip');
  assertMembers(currency ?? {}, 'enrichment.currency');
  for (const of of Object.values(lookups)) assertMembers(of, 'enrichment.lookups.NAME');
  if (ip.keep !== undefined && !keeps.includes(ip.keep)) {
    throw new TypeError(`enrichment.ip.keep: "${ip.keep}" is none of ${keeps.join(', ')}.`);
  }
  const all: Enricher[] = [
    pageEnricher,
    campaignEnricher,
    channelEnricher(ownDomains.map((domain) => domain.toLowerCase())),
    clientEnricher,
    botEnricher,
    ...(ip.asn === undefined ? [] : [networkEnricher]),
    countryEnricher,
    emailDomainEnricher,
    ...(currency === undefined ? [] : [currencyEnricher(currency)]),
    ...(ip.keep === undefined || ip.keep === 'full' ? [] : [ipEnricher(ip.keep)]),
  ];
  assertNames(off);
  assertNoChains(lookups);
  const { country, asn } = ip;
  return {
    enrichers: all.filter(({ name }) => !off.includes(name)),
    lookups: Object.entries(lookups).map(([name, of]) => lookup(name, of, lookupPaths(name, of))),
    databases: { ...(country !== undefined && { country }), ...(asn !== undefined && { asn }) },
  };
}

/** The compiler has judged a TypeScript configuration; a JSON one is judged here. */
function assertMembers(part: object, name: keyof typeof members): void {
  const known: readonly string[] = members[name];
  const unknown = Object.keys(part).filter((member) => !known.includes(member));
  if (unknown.length === 0) return;
  throw new TypeError(`${name}: unknown: ${unknown.join(', ')}. Known are ${known.join(', ')}.`);
}

const names: Readonly<Record<EnricherName, true>> = {
  page: true,
  campaign: true,
  channel: true,
  client: true,
  bot: true,
  country: true,
  network: true,
  emailDomain: true,
  currency: true,
  ip: true,
};

function assertNames(off: readonly string[]): void {
  const unknown = off.find((name) => !Object.hasOwn(names, name));
  if (unknown === undefined) return;
  throw new TypeError(
    `enrichment.off: there is no "${unknown}". There are ${Object.keys(names).join(', ')}.`,
  );
}
