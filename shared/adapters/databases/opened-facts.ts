import type { EnrichmentRules } from '../../domain/enrichment/enrichment-rules.ts';
import type { FactKind, Facts } from '../../domain/enrichment/facts.ts';
import { RecentCache } from '../../domain/recent-cache.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FactSource } from '../../ports/enrichment-sources.ts';
import { openCrawlers } from './crawlers.ts';
import { countryIn, openIpDatabase, systemIn } from './ip-database.ts';
import { openMailDomains } from './mail-domains.ts';
import { OpenedOnce } from './opened-once.ts';
import { dataFile } from './package-data.ts';

/** Addresses whose records are remembered. */
const addresses = 20_000;

const countryFile = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** The facts of the databases that come as packages, or that the configuration names: each opened when an event first asks for it. */
export function openedFacts(
  { country, asn }: EnrichmentRules['databases'],
  clock: Clock = Date.now,
): FactSource {
  const opened = {
    countries: new OpenedOnce(
      async () => remembering(await openIpDatabase(country ?? dataFile(countryFile)), countryOf),
      clock,
    ),
    networks: new OpenedOnce(async () => {
      if (asn === undefined) throw new Error('enrichment.ip.asn names no database.');
      return remembering(await openIpDatabase(asn), ({ record }) => systemIn(record));
    }, clock),
    crawlers: new OpenedOnce(openCrawlers, clock),
    mailDomains: new OpenedOnce(openMailDomains, clock),
  } satisfies Record<FactKind, unknown>;
  const facts: Facts = {
    countryOf: (address) => opened.countries.get()(address),
    networkOf: (address) => opened.networks.get()(address),
    isCrawler: (userAgent) => opened.crawlers.get()(userAgent),
    mailDomainKind: (domain) => opened.mailDomains.get()(domain),
  };
  return {
    async open(kinds) {
      await Promise.all(kinds.map((kind) => opened[kind].open()));
      return facts;
    },
  };
}

type Database = Awaited<ReturnType<typeof openIpDatabase>>;
type Found = NonNullable<ReturnType<Database['recordOf']>>;

const countryOf = ({ record, cidr }: Found): { country?: string; cidr: string } => {
  const country = countryIn(record);
  return country === undefined ? { cidr } : { country, cidr };
};

/** Visitors come back, and a look-up walks a tree of a hundred levels. */
function remembering<T extends object>(
  database: Database,
  read: (found: Found) => T,
): (ip: string) => T | undefined {
  const known = new RecentCache<{ value: T | undefined }>(addresses);
  const lookUp = (ip: string) => {
    const found = database.recordOf(ip);
    return { value: found && read(found) };
  };
  return (ip) => known.of(ip, lookUp).value;
}
