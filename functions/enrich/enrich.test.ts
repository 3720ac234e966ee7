import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryLookupStore } from '../../shared/adapters/memory/lookup-store.ts';
import { MemoryPublisher } from '../../shared/adapters/memory/publisher.ts';
import type { EnrichmentConfig } from '../../shared/domain/enrichment/enrichment-config.ts';
import { enrichmentRules } from '../../shared/domain/enrichment/enrichment-rules.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import { packagedSources } from '../../test/builders/enrichment-sources.ts';
import { anEvent } from '../../test/builders/events.ts';
import { aMessage } from '../../test/builders/messages.ts';
import { someSources } from '../../test/builders/some-facts.ts';
import { enrich } from './enrich.ts';
import { onMessage } from './on-message.ts';

const safari =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1';

const rulesOf = (config: EnrichmentConfig = {}) => ({ enrichment: enrichmentRules(config) });

async function enriched(
  parts: Partial<CanonicalEvent>,
  config: EnrichmentConfig = {},
  sources = packagedSources,
): Promise<CanonicalEvent | undefined> {
  const [event] = await enrich([anEvent(parts)], rulesOf(config), sources);
  return event;
}

describe('enrich', () => {
  it('reads everything there is off an event', async () => {
    const url =
      'https://shop.example/coffee?utm_source=news&utm_medium=email&utm_campaign=spring&x=1';
    const event = await enriched({
      context: {
        page: { url },
        userAgent: safari,
        ip: '81.2.69.142',
        traits: { email: 'Ana@Gmail.com' },
      },
    });
    expect(event?.flags).toBeUndefined();
    expect(event?.context).toEqual({
      userAgent: safari,
      ip: '81.2.69.142',
      traits: { email: 'Ana@Gmail.com' },
      page: {
        url,
        host: 'shop.example',
        path: '/coffee',
        search: '?utm_source=news&utm_medium=email&utm_campaign=spring&x=1',
      },
      campaign: { source: 'news', medium: 'email', name: 'spring' },
      channel: 'email',
      browser: { name: 'Safari', version: '17.4' },
      os: { name: 'iOS', version: '17.4' },
      device: { type: 'mobile', manufacturer: 'Apple', model: 'iPhone' },
      location: { country: 'GB' },
      network: { kind: 'public', cidr: expect.stringMatching(/^81\.2\.\d+\.0\/\d+$/) },
      emailDomain: { domain: 'gmail.com', kind: 'free' },
    });
  });

  it('keeps what the sender said itself', async () => {
    const said = {
      page: {
        url: 'https://a.example/b?utm_source=x',
        path: '/said',
        host: 'said',
        search: '?said',
      },
      campaign: { source: 'said' },
      os: { name: 'said' },
      browser: 'said',
      device: { id: 'said' },
      channel: 'said',
      location: { country: 'said' },
      network: { cidr: 'said', carrier: 'said' },
      bot: false,
      emailDomain: 'said',
      reporting: 'said',
      ip: '66.249.66.1',
      userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)',
      traits: { email: 'a@gmail.com' },
    };
    const event = await enriched(
      { context: said, properties: { currency: 'EUR', revenue: 1 } },
      { currency: { reporting: 'USD', rates: { '2020-01-01': { EUR: 1.1 } } } },
    );
    expect(event?.context).toEqual({ ...said, network: { kind: 'public', ...said.network } });
  });

  it.each([
    ['no context', undefined],
    ['an address that is none', { page: { url: 'not an address' }, channel: 'said' }],
    ['an unknown client', { userAgent: '' }],
    ['no address', { ip: '' }],
    ['an email that is none', { traits: { email: 'ana at example' } }],
  ])('leaves alone what it can say nothing of: %s', async (_, context) => {
    const event = anEvent(context === undefined ? {} : { context });
    expect(await enrich([event], rulesOf(), packagedSources)).toEqual([event]);
  });

  it('adds nothing that it is told to leave out', async () => {
    const context = { ip: '81.2.69.142', userAgent: safari, page: { url: 'https://a.example/' } };
    const off = ['page', 'campaign', 'channel', 'client', 'bot', 'country', 'emailDomain'] as const;
    expect((await enriched({ context }, { off }))?.context).toEqual(context);
  });

  it('flags an event with each enricher that fails, and lets the others do their part', async () => {
    const broken = () => {
      throw new Error('the database is gone');
    };
    const sources = someSources({ countryOf: broken, isCrawler: broken });
    const event = await enriched(
      { context: { ip: '81.2.69.142', userAgent: safari, page: { url: 'https://a.example/' } } },
      {},
      sources,
    );
    expect(event?.flags).toEqual([
      {
        rule: 'enrichment-failed',
        path: '/context/bot',
        message: 'bot: the database is gone',
      },
      {
        rule: 'enrichment-failed',
        path: '/context/location/country',
        message: 'country: the database is gone',
      },
    ]);
    expect(event?.context).toMatchObject({ channel: 'direct', browser: { name: 'Safari' } });
  });

  it('keeps flags that an event has already', async () => {
    const flags = [{ rule: 'dropped-property', path: '/properties/x' }];
    const event = await enriched({ flags, context: { ip: 'nonsense' } });
    expect(event?.flags?.map(({ rule }) => rule)).toEqual(['dropped-property', 'invalid-ip']);
  });

  it('changes nothing on a second run, and overwrites nothing, whatever is in an event', async () => {
    const lookups = new MemoryLookupStore();
    await lookups.put('products', [{ key: 'p1', row: { department: 'GROCERY', name: 'Ice' } }]);
    const sources = { facts: packagedSources.facts, rows: lookups };
    const config: EnrichmentConfig = {
      currency: { reporting: 'USD', rates: { '2020-01-01': { EUR: 1.0825 } } },
      ownDomains: ['pay.example'],
      lookups: {
        products: { key: 'properties.products[].product_id', into: 'properties.products[]' },
        viewed: { table: 'products', key: 'properties.product_id', into: 'context.product' },
      },
    };
    const property = fc.asyncProperty(
      arbitraryEvent,
      fc.constantFrom('full', 'truncated', 'none'),
      async (parts, keep) => {
        const event = anEvent(parts);
        const rules = rulesOf({ ...config, ip: { keep } });
        const once = await enrich([event], rules, sources);
        expect(await enrich(once, rules, sources)).toEqual(once);
        const { context: { ip, ...said } = {}, ...rest } = event;
        expect(once).toMatchObject([
          { ...rest, context: keep === 'full' && ip ? event.context : said },
        ]);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});

const text = (...values: string[]) => fc.constantFrom(...values);

/** Events that many enrichers have something to say of. */
const arbitraryEvent: fc.Arbitrary<Partial<CanonicalEvent>> = fc.record({
  type: fc.constant('track'),
  event: fc.constant('Order Completed'),
  properties: fc.record(
    {
      currency: text('EUR', 'usd', 'XXX', ''),
      revenue: fc.oneof(fc.double(), fc.integer(), fc.string()),
      product_id: text('p1', 'p2'),
      products: fc.array(
        fc.oneof(
          fc.record({ product_id: text('p1', 'p2'), name: text('Said') }, { requiredKeys: [] }),
          fc.constant(null),
        ),
      ),
    },
    { requiredKeys: [] },
  ),
  context: fc.record(
    {
      ip: text('81.2.69.142', '10.0.0.1', '2a00:1450::1', '::ffff:8.8.8.8', 'x', '8.8.8.8:1', ''),
      userAgent: text(safari, 'Googlebot/2.1', 'curl/8', 'x', ''),
      page: fc.record(
        {
          url: text('https://a.example/?gclid=1&utm_source=x', 'https://a.example/', 'x'),
          referrer: text('https://www.google.de/', 'https://a.example/', 'https://b.example', ''),
        },
        { requiredKeys: [] },
      ),
      campaign: fc.record({ source: text('google'), medium: text('cpc') }, { requiredKeys: [] }),
      location: fc.oneof(fc.record({ city: text('Lyon') }), fc.constant('Lyon')),
      network: fc.record({ carrier: text('O2'), wifi: fc.boolean() }, { requiredKeys: [] }),
      product: fc.oneof(fc.record({ name: text('Said') }), fc.constant('said')),
      traits: fc.record({ email: text('a@gmail.com', 'info@acme.io', 'x@', 'a@mailinator.com') }),
    },
    { requiredKeys: [] },
  ),
});

describe('the function enrich', () => {
  it('passes events on, and quarantines what is none', async () => {
    const publisher = new MemoryPublisher();
    const message = aMessage([anEvent({ context: { ip: '8.8.8.8' } }), { type: 'nonsense' }]);
    await onMessage(message, publisher, rulesOf(), packagedSources);
    expect(publisher.on('events-enriched')).toMatchObject([
      { context: { location: { country: 'US' } } },
    ]);
    expect(publisher.on('events-quarantined')).toMatchObject([{ rule: 'not-canonical' }]);
    expect(publisher.on('outcomes')).toMatchObject([{ outcome: 'quarantined' }]);
  });
});
