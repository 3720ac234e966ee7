import { describe, expect, it } from 'vitest';
import { anEvent } from '../../../test/builders/events.ts';
import { noFacts } from '../../../test/builders/some-facts.ts';
import { enrichEvent } from './enrich-event.ts';
import { enrichmentRules } from './enrichment-rules.ts';

const { enrichers } = enrichmentRules();
const facts = {
  ...noFacts,
  isCrawler: (userAgent: string) => userAgent.includes('Googlebot'),
  mailDomainKind: (domain: string) =>
    (domain === 'mail.example.net' ? 'free' : 'business') as 'free' | 'business',
};
const enriched = (context: Record<string, unknown>) =>
  enrichEvent(anEvent({ context }), facts, enrichers).context;

const chrome = (platform: string) =>
  `Mozilla/5.0 (${platform}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36`;

describe('the client of an event', () => {
  it.each<[string, string, object | undefined, object]>([
    [
      'a desktop browser',
      chrome('Windows NT 10.0; Win64; x64'),
      undefined,
      {
        browser: { name: 'Chrome', version: '126.0.0.0' },
        os: { name: 'Windows', version: 'NT 10.0' },
        device: { type: 'desktop' },
      },
    ],
    [
      'a Windows 11 that its user agent hides',
      chrome('Windows NT 10.0; Win64; x64'),
      { platform: 'Windows', platformVersion: '15.0.0' },
      { os: { name: 'Windows', version: '11' } },
    ],
    [
      'a Windows 10',
      chrome('Windows NT 10.0; Win64; x64'),
      { platform: 'Windows', platformVersion: '10.0.0' },
      { os: { name: 'Windows', version: '10' } },
    ],
    [
      'a phone that its user agent hides',
      chrome('Linux; Android 10; K'),
      { platform: 'Android', platformVersion: '14.0.0', model: 'Pixel 8' },
      { os: { name: 'Android', version: '14.0.0' }, device: { model: 'Pixel 8' } },
    ],
    [
      'a browser in the guise of another',
      chrome('X11; Linux x86_64'),
      {
        brands: [
          { brand: 'Not A;Brand', version: '8' },
          { brand: 'Brave', version: '126' },
        ],
      },
      { browser: { name: 'Brave', version: '126' } },
    ],
    [
      'hints that are none',
      chrome('X11; Linux x86_64'),
      { brands: 'Brave', platform: 7, model: '' },
      { browser: { name: 'Chrome' }, os: { name: 'Linux' } },
    ],
  ])('is %s', (_, userAgent, userAgentData, client) => {
    expect(enriched({ userAgent, userAgentData })).toMatchObject(client);
  });

  it('is a bot, or not, or what was said', () => {
    const userAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
    expect(enriched({ userAgent })?.['bot']).toBe(true);
    expect(enriched({ userAgent, bot: false })?.['bot']).toBe(false);
    expect(enriched({ userAgent: chrome('X11; Linux x86_64') })).not.toHaveProperty('bot');
  });
});

describe('the domain of an email', () => {
  it.each<[unknown, object | undefined]>([
    ['Ana@Mail.Example.NET', { domain: 'mail.example.net', kind: 'reserved' }],
    ['ana@acme.io', { domain: 'acme.io', kind: 'business' }],
    [' info@acme.io ', { domain: 'acme.io', kind: 'business', role: true }],
    ['ana@example.com', { domain: 'example.com', kind: 'reserved' }],
    ['ana@localhost', undefined],
    ['ana@@acme.io', undefined],
    ['ana@acme..io', undefined],
    ['no email', undefined],
    [7, undefined],
  ])('of %j is %j', (email, domain) => {
    expect(enriched({ traits: { email } })?.['emailDomain']).toEqual(domain);
    const identify = anEvent({ type: 'identify', traits: { email } });
    expect(enrichEvent(identify, facts, enrichers).context?.['emailDomain']).toEqual(domain);
  });
});
