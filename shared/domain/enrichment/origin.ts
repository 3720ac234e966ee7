import type { CanonicalEvent } from '../event/event.ts';
import { isJsonObject } from '../json.ts';
import { besideSaid, type Context, type Enricher } from './enricher.ts';
import { ipAddress, truncatedAddress } from './ip-address.ts';

/** What tells that the address was looked up before: perhaps it has been truncated since. */
const wasLookedUp = (network: unknown): boolean =>
  isJsonObject(network) && Object.hasOwn(network, 'kind');

function publicAddressOf(context: Context | undefined): string | undefined {
  if (context?.ip === undefined || context.ip === '') return undefined;
  if (wasLookedUp(context['network'])) return undefined;
  const address = ipAddress(context.ip);
  return address?.kind === 'public' ? address.text : undefined;
}

const asks = ({ context }: CanonicalEvent): boolean => publicAddressOf(context) !== undefined;

/** `context.network.asn` and `organisation`: who runs the network that the address belongs to. */
export const networkEnricher: Enricher = {
  name: 'network',
  path: '/context/network/asn',
  needs: { fact: 'networks', asks },
  enrich(_, context, facts): undefined {
    const ip = publicAddressOf(context);
    const found = ip === undefined ? undefined : facts.networkOf(ip);
    if (found !== undefined) context['network'] = besideSaid(found, context['network']);
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
    if (address === undefined) return invalidIp;
    if (wasLookedUp(network)) return undefined;
    const found = address.kind === 'public' ? facts.countryOf(address.text) : undefined;
    if (found?.country !== undefined) {
      context['location'] = besideSaid({ country: found.country }, location);
    }
    const { kind } = address;
    context['network'] = besideSaid(
      found === undefined ? { kind } : { kind, cidr: found.cidr },
      network,
    );
    return undefined;
  },
};

const invalidIp = {
  rule: 'invalid-ip',
  path: '/context/ip',
  message: 'country: this is no IPv4 or IPv6 address.',
};

/** Leaves of the address what is to be kept. It comes last: the others have looked it up. */
export const ipEnricher = (keep: 'truncated' | 'none'): Enricher => ({
  name: 'ip',
  path: '/context/ip',
  enrich(_, context): undefined {
    if (context.ip === undefined) return;
    const address = keep === 'truncated' ? ipAddress(context.ip) : undefined;
    if (address === undefined) delete context.ip;
    else context.ip = truncatedAddress(address);
  },
});
