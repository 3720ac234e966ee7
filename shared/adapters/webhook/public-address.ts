import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address of a host, as `dns.lookup` gives it. */
export interface HostAddress {
  address: string;
  family: number;
}

/** All the addresses of a host name. */
export type ResolveHost = (hostname: string) => Promise<readonly HostAddress[]>;

export const resolveHost: ResolveHost = (hostname) =>
  lookup(hostname, { all: true, verbatim: true });

/** The IPv6 addresses that are routed in the Internet at all: 2000::/3. What maps or tunnels IPv4 is named by `range()`. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address is one of the Internet: not private, loopback, link-local (metadata servers are there), shared, multicast, mapped or reserved. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}

export type Resolved =
  | { kind: 'addresses'; addresses: readonly HostAddress[] }
  | { kind: 'refused'; error: string };

/**
 * The addresses that a request to a URL may connect to, and no others: who connects must not resolve again, for the answer may have changed.
 * Unless private ones are allowed, one private address refuses the host.
 * @throws where the name can't be resolved.
 */
export async function addressesOf(
  url: URL,
  resolve: ResolveHost,
  allowPrivate: boolean,
): Promise<Resolved> {
  // `URL` has made plain addresses of `0x7f.1`, `2130706433` and their kin, and IPv6 is in brackets.
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(hostname);
  const addresses = family > 0 ? [{ address: hostname, family }] : await resolve(hostname);
  if (addresses.length === 0) return { kind: 'refused', error: `${hostname} has no address.` };
  const inside = addresses.find(({ address }) => !isPublic(address));
  if (inside === undefined || allowPrivate) return { kind: 'addresses', addresses };
  return {
    kind: 'refused',
    error: `${hostname} is ${inside.address}, which is no address of the Internet: webhooks don't go into private networks.`,
  };
}
