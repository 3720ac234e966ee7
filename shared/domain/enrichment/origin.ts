import type { CanonicalEvent } from '../event/event.ts';
import { isJsonObject } from '../json.ts';
import { besideSaid, type Context, type Enricher } from './enricher.ts';
import type { EnrichmentConfig } from './enrichment-config.ts';
import { ipAddress, truncatedAddress } from './ip-address.ts';

/** The address to look up. The kind of its network is what tells that it was looked up before, and a truncated address is not to be looked up. */
function publicAddressOf(context: Context | undefined): string | undefined {
  if (context?.ip === undefined || context.ip === '') return undefined;
  if (isJsonObject(context['network']) && 'kind' in context['network']) return undefined;
  const address = ipAddress(context.ip);
  return address?.kind === 'public' ? address.text : undefined;
}

const asks = ({ context }: CanonicalEvent): boolean => publicAddressOf(context) !== undefined;

/** `context.network.asn` and `organisation`: who runs the network that the address belongs to. */
export const networkEnricher: Enricher = {
  name: 'network',
  path: '/context/network/asn',
  needs: { fact: 'networks', asks },
  enrich(_, context, facts) {
    const ip = publicAddressOf(context);
    const found = ip === undefined ? undefined : facts.networkOf(ip);
    const network = found && besideSaid(found, context['network']);
    return network && { context: { network } };
  },
};

/**
 * `context.location.country` (ISO 3166-1 alpha-2), `context.network.cidr`, the network that the database's record is about, and
 * `context.network.kind`. An address of a private network has no country; a text that is no address is flagged.
 */
export const countryEnricher: Enricher = {
  name: 'country',
  path: '/context/location/country',
  needs: { fact: 'countries', asks },
  enrich(_, context, facts) {
    const { ip, location, network } = context;
    if (ip === undefined || ip === '') return undefined;
    const address = ipAddress(ip);
    if (address === undefined) return { flags: [invalidIp] };
    if (isJsonObject(network) && 'kind' in network) return undefined;
    const found = address.kind === 'public' ? facts.countryOf(address.text) : undefined;
    const here = found?.country && besideSaid({ country: found.country }, location);
    const cidr = found && { cidr: found.cidr };
    const there = besideSaid({ kind: address.kind, ...cidr }, network);
    return { context: { ...(here && { location: here }), ...(there && { network: there }) } };
  },
};

const invalidIp = {
  rule: 'invalid-ip',
  path: '/context/ip',
  message: 'country: this is no IPv4 or IPv6 address.',
};

/** Leaves of the address what is to be kept. It comes last: the others have looked it up. */
export const ipEnricher = (keep: NonNullable<EnrichmentConfig['ip']>['keep']): Enricher => ({
  name: 'ip',
  path: '/context/ip',
  enrich(_, { ip }) {
    if (ip === undefined || keep === 'full') return undefined;
    const address = keep === 'truncated' ? ipAddress(ip) : undefined;
    return { context: { ip: address && truncatedAddress(address) } };
  },
});
