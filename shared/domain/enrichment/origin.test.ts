import { describe, expect, it } from 'vitest';
import { anEvent } from '../../../test/builders/events.ts';
import { noFacts } from '../../../test/builders/some-facts.ts';
import { enrichEvent } from './enrich-event.ts';
import type { EnrichmentConfig } from './enrichment-config.ts';
import { enrichmentRules } from './enrichment-rules.ts';
import type { Facts } from './facts.ts';

const facts: Facts = {
  ...noFacts,
  countryOf: (ip) => (ip.startsWith('9.') ? undefined : { country: 'FR', cidr: `${ip}/20` }),
  networkOf: () => ({ asn: 64500, organisation: 'Example Net' }),
};

function enriched(context: Record<string, unknown>, ip: EnrichmentConfig['ip'] = {}) {
  return enrichEvent(anEvent({ context }), facts, enrichmentRules({ ip }).enrichers);
}

describe('the origin of an event', () => {
  it.each<[string, string, object]>([
    ['IPv4', '1.2.3.4', { kind: 'public', cidr: '1.2.3.4/20' }],
    ['IPv4 with a port', '1.2.3.4:5678', { kind: 'public', cidr: '1.2.3.4/20' }],
    ['IPv4 in IPv6', '::ffff:1.2.3.4', { kind: 'public', cidr: '1.2.3.4/20' }],
    ['IPv6', '2A00:1450:4001:0::5', { kind: 'public', cidr: '2a00:1450:4001::5/20' }],
    ['IPv6 with a port', '[2a00:1450::5]:443', { kind: 'public', cidr: '2a00:1450::5/20' }],
    ['the first of a list of proxies', '1.2.3.4, 10.0.0.1', { kind: 'public', cidr: '1.2.3.4/20' }],
    ['one without a record', '9.9.9.9', { kind: 'public' }],
    ['a private network', '192.168.1.20', { kind: 'private' }],
    ['the same machine', '::1', { kind: 'private' }],
    ['a carrier behind NAT', '100.64.1.1', { kind: 'private' }],
    ['a link with a zone', 'fe80::1%eth0', { kind: 'private' }],
    ['documentation', '203.0.113.7', { kind: 'reserved' }],
    ['documentation of IPv6', '2001:db8::7', { kind: 'reserved' }],
    ['nobody', '0.0.0.0', { kind: 'reserved' }],
  ])('is told of %s', (_, ip, network) => {
    const event = enriched({ ip });
    expect(event.flags).toBeUndefined();
    expect(event.context?.['network']).toEqual(network);
    expect(event.context?.['location']).toEqual('cidr' in network ? { country: 'FR' } : undefined);
  });

  it.each(['garbage', '1.2.3', '1.2.3.256', '0x7f.1', '2130706433', ':::', '1.2.3.4.5'])(
    'is flagged where the address is %j',
    (ip) => {
      const event = enriched({ ip });
      expect(event.flags).toEqual([
        { rule: 'invalid-ip', path: '/context/ip', message: expect.any(String) },
      ]);
      expect(event.context).toEqual({ ip });
    },
  );

  it('has the autonomous system where a database of them is configured', () => {
    const context = { ip: '1.2.3.4' };
    expect(enriched(context, { asn: 'asn.mmdb' }).context?.['network']).toEqual({
      kind: 'public',
      cidr: '1.2.3.4/20',
      asn: 64500,
      organisation: 'Example Net',
    });
    expect(enriched(context).context?.['network']).not.toHaveProperty('asn');
  });

  it.each<[NonNullable<EnrichmentConfig['ip']>['keep'], string, string | undefined]>([
    ['full', '1.2.3.4', '1.2.3.4'],
    ['truncated', '1.2.3.4', '1.2.3.0'],
    ['truncated', '::ffff:1.2.3.4', '1.2.3.0'],
    ['truncated', '2a00:1450:4001:812::5', '2a00:1450:4001::'],
    ['truncated', 'garbage', undefined],
    ['none', '1.2.3.4', undefined],
    ['none', 'garbage', undefined],
  ])('leaves, where %s is kept of %s, %s', (keep = 'full', ip, kept) => {
    const { context } = enriched({ ip }, { keep });
    expect(context?.ip).toBe(kept);
    expect(Object.hasOwn(context ?? {}, 'ip')).toBe(kept !== undefined);
  });

  it('keeps a location and a network that were said, and says the rest', () => {
    const said = { location: { city: 'Lyon' }, network: { carrier: 'O2', wifi: false } };
    expect(enriched({ ip: '1.2.3.4', ...said }).context).toMatchObject({
      location: { city: 'Lyon', country: 'FR' },
      network: { carrier: 'O2', wifi: false, kind: 'public', cidr: '1.2.3.4/20' },
    });
  });
});
