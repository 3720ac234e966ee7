import { expect, test } from 'vitest';
import { isPublic } from './public-address.ts';

test.each([
  '8.8.8.8',
  '93.184.216.34',
  '2606:2800:220:1:248:1893:25c8:1946',
  '2a00:1450:4001:82a::200e',
  // IPv4 written as IPv6 is what it is.
  '::ffff:8.8.8.8',
])('%s is an address of the Internet', (address) => {
  expect(isPublic(address)).toBe(true);
});

test.each([
  ['this host', '0.0.0.0'],
  ['loopback', '127.8.8.8'],
  ['private', '10.0.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['shared by a carrier', '100.64.0.1'],
  ['link-local, where metadata servers are', '169.254.169.254'],
  ['for benchmarks', '198.18.0.1'],
  ['for documentation', '203.0.113.7'],
  ['for protocols', '192.0.0.8'],
  ['multicast', '239.255.255.250'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['loopback', '::1'],
  ['unspecified', '::'],
  ['IPv4-compatible', '::7f00:1'],
  ['mapped', '::ffff:169.254.169.254'],
  ['behind NAT64', '64:ff9b::a9fe:a9fe'],
  ['behind a local NAT64', '64:ff9b:1::a00:1'],
  ['behind 6to4', '2002:a00:1::'],
  ['behind Teredo', '2001::1'],
  ['unique local, where AWS has its metadata', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['for documentation', '2001:db8::1'],
  ['discarded', '100::1'],
  ['not routed', '4000::1'],
  ['no address', 'localhost'],
])('%s: %s is none', (_what, address) => {
  expect(isPublic(address)).toBe(false);
});
