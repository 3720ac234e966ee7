import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

it.each<[string, string | undefined, string | undefined, number, string | undefined]>([
  ['without a proxy it is the peer', '::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
  ['and what the sender forges is not read', '203.0.113.9', '6.6.6.6', 0, '203.0.113.9'],
  ['on Cloud Run it is the last entry', '169.254.1.1', '203.0.113.9', 1, '203.0.113.9'],
  ['whatever the sender put before it', '169.254.1.1', '6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
  [
    'behind a load balancer, the last but one',
    '169.254.1.1',
    '6.6.6.6,203.0.113.9,34.1.1.1',
    2,
    '203.0.113.9',
  ],
  ['around which there is none', '203.0.113.9', undefined, 1, undefined],
  ['or which was passed by', '203.0.113.9', '34.1.1.1', 2, undefined],
  ['of IPv6', '2001:db8::1', undefined, 0, '2001:db8::1'],
  ['with a port', '169.254.1.1', '[2001:db8::1]:4711', 1, '2001:db8::1'],
  ['of IPv4 with a port', '169.254.1.1', '203.0.113.9:4711', 1, '203.0.113.9'],
  ['that is none', '169.254.1.1', '<script>', 1, undefined],
  ['of a socket that has gone', undefined, undefined, 0, undefined],
])('the address of a sender: %s', (_, peer, forwardedFor, trustedProxies, address) => {
  expect(clientAddress(peer, forwardedFor, trustedProxies)).toBe(address);
});
