import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mmdb } from '../../../test/builders/mmdb.ts';
import { temporaryFolder } from '../../../test/builders/temporary-folder.ts';
import type { FactKind } from '../../domain/enrichment/facts.ts';
import { openedFacts } from './opened-facts.ts';

const all: FactKind[] = ['countries', 'networks', 'crawlers', 'mailDomains'];

async function databaseFile(networks: Parameters<typeof mmdb>[0]): Promise<string> {
  const file = join(await temporaryFolder(), 'database.mmdb');
  await writeFile(file, mmdb(networks));
  return file;
}

describe('the facts that come along', () => {
  const packaged = openedFacts({});

  it.each<[string, string | undefined]>([
    ['193.0.6.139', 'NL'],
    ['2001:67c:2e8:22::c100:68b', 'NL'],
    ['133.11.0.1', 'JP'],
    ['10.0.0.1', undefined],
  ])('know the country of %s', async (ip, country) => {
    const facts = await packaged.open(['countries']);
    expect(facts.countryOf(ip)?.country).toBe(country);
  });

  it('know the network that a country is told of', async () => {
    const facts = await packaged.open(['countries']);
    const v4 = facts.countryOf('193.0.6.139')?.cidr ?? '';
    expect(v4).toMatch(/^193\.0\.\d+\.0\/(?:1\d|2\d)$/);
    expect(facts.countryOf('2001:67c:2e8:22::c100:68b')?.cidr).toMatch(/^2001:67c:.*::\/\d+$/);
  });

  it.each<[string, boolean]>([
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', true],
    ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', true],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36',
      true,
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
      false,
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      false,
    ],
    ['axios/1.7.2', false],
    ['okhttp/4.12.0', false],
  ])('tell of %s whether it is a crawler', async (userAgent, crawls) => {
    const facts = await packaged.open(['crawlers']);
    expect(facts.isCrawler(userAgent)).toBe(crawls);
    expect(facts.isCrawler(userAgent)).toBe(crawls);
  });

  it.each([
    ['gmail.com', 'free'],
    ['gmx.de', 'free'],
    ['mailinator.com', 'disposable'],
    ['anything.33mail.com', 'disposable'],
    ['acme.io', 'business'],
    ['com', 'business'],
  ])('tell what kind of mail domain %s is', async (domain, kind) => {
    expect((await packaged.open(['mailDomains'])).mailDomainKind(domain)).toBe(kind);
  });
});

describe('databases of the configuration', () => {
  it('are read in the formats that there are', async () => {
    const country = await databaseFile({
      '1.2.0.0/16': { country: { iso_code: 'FR' }, registered_country: { iso_code: 'DE' } },
      '2.0.0.0/7': { registered_country: { iso_code: 'DE' } },
      '9.9.9.9/32': { country_code: 'CH' },
      '8.0.0.0/24': { country_code: 'nonsense' },
    });
    const asn = await databaseFile({
      '1.2.3.0/24': {
        autonomous_system_number: 64500,
        autonomous_system_organization: 'Example Net',
      },
    });
    const facts = await openedFacts({ country, asn }).open(all);
    expect(facts.countryOf('1.2.3.4')).toEqual({ country: 'FR', cidr: '1.2.0.0/16' });
    expect(facts.countryOf('3.255.0.1')).toEqual({ country: 'DE', cidr: '2.0.0.0/7' });
    expect(facts.countryOf('9.9.9.9')).toEqual({ country: 'CH', cidr: '9.9.9.9/32' });
    expect(facts.countryOf('8.0.0.1')).toEqual({ cidr: '8.0.0.0/24' });
    expect(facts.countryOf('200.1.1.1')).toBeUndefined();
    expect(facts.networkOf('1.2.3.4')).toEqual({ asn: 64500, organisation: 'Example Net' });
    expect(facts.networkOf('1.2.4.4')).toBeUndefined();
  });

  it('that are not there, or are none, fail when they are asked, and are opened once they are there', async () => {
    const file = join(await temporaryFolder(), 'late.mmdb');
    let now = 0;
    const source = openedFacts({ country: file, asn: import.meta.filename }, () => now);
    const facts = await source.open(all);
    expect(() => facts.countryOf('1.2.3.4')).toThrow(/ENOENT.*late\.mmdb/);
    expect(() => facts.networkOf('1.2.3.4')).toThrow();
    expect(facts.mailDomainKind('gmail.com')).toBe('free');
    await writeFile(file, mmdb({ '1.0.0.0/8': { country_code: 'AU' } }));
    now = 59_999;
    await source.open(all);
    expect(() => facts.countryOf('1.2.3.4')).toThrow(/ENOENT/);
    now = 60_000;
    await source.open(all);
    expect(facts.countryOf('1.2.3.4')).toEqual({ country: 'AU', cidr: '1.0.0.0/8' });
  });

  it('are not opened before they are needed', async () => {
    const facts = await openedFacts({}).open(['crawlers']);
    expect(facts.isCrawler('Googlebot/2.1')).toBe(true);
    expect(() => facts.countryOf('1.2.3.4')).toThrow('was not opened');
  });
});
