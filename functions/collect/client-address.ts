import { isIP } from 'node:net';

/**
 * The address of whoever sent a request, through so many proxies that we trust: each of them appends the address that it was called from to
 * `X-Forwarded-For`, and what stands before that is the sender's own word. With none, it is the peer of the connection. Where there are fewer
 * addresses than proxies, the request came some other way, and there is no address to believe.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string | undefined {
  const forwarded = trustedProxies === 0 || !forwardedFor ? [] : forwardedFor.split(',');
  const hops = [...forwarded, peer ?? ''];
  return plainAddress(hops.at(-1 - trustedProxies) ?? '');
}

/** Without a port, brackets, or the prefix of an IPv4 address on an IPv6 socket; `undefined` where it is no address. */
function plainAddress(text: string): string | undefined {
  const address = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(address) === 0 ? undefined : address;
}
