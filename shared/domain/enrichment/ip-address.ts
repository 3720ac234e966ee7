import ipaddr from 'ipaddr.js';
import { RecentCache } from '../recent-cache.ts';

/** An address of the network that events come over. */
export interface IpAddress {
  /** Reachable from everywhere, of somebody's own network, or of no network at all. */
  kind: 'public' | 'private' | 'reserved';
  /** In its usual spelling; IPv4 where it is that inside IPv6. */
  text: string;
}

const privateRanges = new Set([
  'private',
  'loopback',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
  'deprecatedSiteLocal',
]);

/** Ranges whose addresses are routed like any other. */
const publicRanges = new Set(['unicast', '6to4', 'teredo', 'rfc6052']);

const addresses = new RecentCache<IpAddress | 'none'>(20_000);

/**
 * The address that a text names; `undefined` where it names none. A port, the zone of a link, and the proxies behind the first address of an
 * `X-Forwarded-For` are left out.
 */
export function ipAddress(text: string): IpAddress | undefined {
  const address = addresses.of(text, readAddress);
  return address === 'none' ? undefined : address;
}

function readAddress(text: string): IpAddress | 'none' {
  const bare = bareAddress(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return 'none';
  // Of IPv4 inside IPv6, the IPv4.
  const address = ipaddr.process(bare);
  const range = address.range();
  const kind = publicRanges.has(range)
    ? 'public'
    : privateRanges.has(range)
      ? 'private'
      : 'reserved';
  return { kind, text: address.toString() };
}

function bareAddress(text: string): string {
  const [first = ''] = text.split(',', 1);
  const [, bracketed, ported] = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(first.trim()) ?? [];
  return (bracketed ?? ported ?? first.trim()).replace(/%.*$/, '');
}

/** The address of its network, of which there are 256 addresses, or of IPv6 a customer's: whose device it was is not in it. */
export const truncatedAddress = ({ text }: IpAddress): string => {
  const address = ipaddr.parse(text);
  return address.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(`${text}/24`).toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${text}/48`).toString();
};
