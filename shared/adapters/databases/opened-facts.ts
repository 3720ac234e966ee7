import type { EnrichmentRules } from '../../domain/enrichment/enrichment-rules.ts';
import type { FactKind, Facts } from '../../domain/enrichment/facts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FactSource } from '../../ports/enrichment-sources.ts';
import { openCrawlers } from './crawlers.ts';
import { openMailDomains } from './mail-domains.ts';
import { OpenedOnce } from './opened-once.ts';
import { dataFile } from './package-data.ts';

const countryFile = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** The facts of the databases that come as packages, or that the configuration names: each opened when an event first asks for it. */
export function openedFacts(
  { country, asn }: EnrichmentRules['databases'],
  clock: Clock = Date.now,
): FactSource {
  const opened = {
    countries: new OpenedOnce(async () => {
      const { openCountries } = await import('./ip-database.ts');
      return openCountries(country ?? dataFile(countryFile));
    }, clock),
    networks: new OpenedOnce(async () => {
      if (asn === undefined) throw new Error('enrichment.ip.asn names no database.');
      const { openNetworks } = await import('./ip-database.ts');
      return openNetworks(asn);
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
