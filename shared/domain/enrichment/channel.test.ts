import { describe, expect, it } from 'vitest';
import { anEvent } from '../../../test/builders/events.ts';
import { noFacts } from '../../../test/builders/some-facts.ts';
import { enrichEvent } from './enrich-event.ts';
import { enrichmentRules } from './enrichment-rules.ts';

const { enrichers } = enrichmentRules({ ownDomains: ['Pay.example', 'shop.example'] });

const contextOf = (context: Record<string, unknown>) =>
  enrichEvent(anEvent({ context }), noFacts, enrichers).context;

const visit = (search: string, referrer?: string) =>
  contextOf({ page: { url: `https://www.shop.example/${search}`, referrer } });

describe('the campaign of a page', () => {
  it.each<[string, string, object | undefined]>([
    ['no campaign', '?q=utm_source', undefined],
    [
      'every parameter',
      '?utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&utm_id=f',
      { source: 'a', medium: 'b', name: 'c', term: 'd', content: 'e', id: 'f' },
    ],
    [
      'what is written for addresses',
      '?utm_source=caf%C3%A9&utm_campaign=a+b%26c',
      { source: 'café', name: 'a b&c' },
    ],
    ['the first of two', '?utm_source=a&utm_source=b', { source: 'a' }],
    ['nothing where nothing is given', '?utm_source=&utm_medium=b', { medium: 'b' }],
    [
      'click ids, under their names',
      '?gclid=G&fbclid=F&li_fat_id=L&x=1',
      { gclid: 'G', fbclid: 'F', li_fat_id: 'L' },
    ],
    ['broken escapes, as they are', '?utm_source=%E0%A4%A', { source: '\uFFFD%A' }],
  ])('tells %s', (_, search, campaign) => {
    expect(visit(search)?.campaign).toEqual(campaign);
  });
});

describe('the channel of a visit', () => {
  it.each<[string, string]>([
    ['?utm_source=google&utm_medium=cpc', 'paid-search'],
    ['?utm_source=Google&utm_medium=organic', 'organic-search'],
    ['?utm_source=google', 'organic-search'],
    ['?utm_source=bing.com&utm_medium=PPC', 'paid-search'],
    ['?utm_source=google&utm_medium=cpc&utm_campaign=summer+shopping', 'paid-shopping'],
    ['?utm_source=google&utm_medium=cpc&utm_campaign=Cross-network+1', 'cross-network'],
    ['?utm_source=facebook&utm_medium=paid_social', 'paid-social'],
    ['?utm_source=ig&utm_medium=story', 'organic-social'],
    ['?utm_source=m.facebook.com&utm_medium=x', 'organic-social'],
    ['?utm_source=partner&utm_medium=social-media', 'organic-social'],
    ['?utm_source=youtube&utm_medium=cpv', 'paid-video'],
    ['?utm_source=youtube&utm_medium=paid', 'paid-video'],
    ['?utm_source=agency&utm_medium=video', 'organic-video'],
    ['?utm_source=adnet&utm_medium=cpm', 'display'],
    ['?utm_source=adnet&utm_medium=banner', 'display'],
    ['?utm_source=adnet&utm_medium=cpc', 'paid-other'],
    ['?utm_source=news&utm_medium=e-mail', 'email'],
    ['?utm_source=newsletter&utm_medium=spring', 'email'],
    ['?utm_source=blogger&utm_medium=affiliate', 'affiliate'],
    ['?utm_source=blogger&utm_medium=referral', 'referral'],
    ['?utm_source=spotify&utm_medium=audio', 'audio'],
    ['?utm_source=sms&utm_medium=x', 'sms'],
    ['?utm_source=app&utm_medium=web-push', 'push'],
    ['?utm_source=amazon&utm_medium=x', 'organic-shopping'],
    ['?utm_source=chatgpt.com', 'assistant'],
    ['?utm_source=leaflet&utm_medium=print', 'unassigned'],
    ['?utm_source=leaflet&utm_medium=print&gclid=1', 'paid-search'],
    ['?gclid=1', 'paid-search'],
    ['?msclkid=1', 'paid-search'],
    ['?dclid=1', 'display'],
    ['?ttclid=1', 'paid-social'],
    ['?fbclid=1', 'organic-social'],
    ['?awc=1', 'affiliate'],
  ])('by the campaign %s is %s', (search, channel) => {
    expect(visit(search, 'https://elsewhere.example/')?.['channel']).toBe(channel);
  });

  it.each<[string | undefined, string | undefined]>([
    [undefined, 'direct'],
    ['', 'direct'],
    ['https://www.google.com/', 'organic-search'],
    ['https://www.google.co.uk/search?q=x', 'organic-search'],
    ['https://search.yahoo.co.jp/', 'organic-search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'organic-search'],
    ['https://mail.google.com/mail/u/0/', 'email'],
    ['https://webmail.provider.example/', 'email'],
    ['android-app://com.google.android.gm/', 'email'],
    ['https://l.facebook.com/', 'organic-social'],
    ['https://t.co/abc', 'organic-social'],
    ['https://www.pinterest.de/', 'organic-social'],
    ['https://www.youtube.com/watch', 'organic-video'],
    ['https://www.amazon.co.uk/', 'organic-shopping'],
    ['https://chatgpt.com/', 'assistant'],
    ['https://gemini.google.com/', 'assistant'],
    ['https://google.evil.com.example/', 'referral'],
    ['https://notgoogle.com/', 'referral'],
    ['https://blog.example:8443/post', 'referral'],
    ['https://shop.example/cart', 'internal'],
    ['https://help.www.shop.example/', 'internal'],
    ['https://checkout.pay.example/done', 'internal'],
    ['https://notpay.example/', 'referral'],
    ['not an address', undefined],
  ])('from the page %s is %s', (referrer, channel) => {
    expect(visit('', referrer)?.['channel']).toBe(channel);
  });

  it.each<[string, Record<string, unknown>, string | undefined]>([
    ['nothing, of an event that is no visit', { library: { name: 'server' } }, undefined],
    [
      'by what an app says of its install',
      { campaign: { source: 'google', medium: 'cpc' } },
      'paid-search',
    ],
    [
      'by a referrer beside the page',
      { page: { url: 'https://a.example' }, referrer: { url: 'https://bing.com/' } },
      'organic-search',
    ],
    [
      'nothing, of a referrer that is a number',
      { page: { url: 'https://a.example', referrer: 7 } },
      undefined,
    ],
    [
      'by a campaign over the referrer',
      { page: { url: 'https://a.example/?utm_medium=email', referrer: 'https://bing.com/' } },
      'email',
    ],
    [
      'nothing, of a campaign that names neither',
      { campaign: { name: 'spring', source: 7 } },
      undefined,
    ],
  ])('is told %s', (_, context, channel) => {
    expect(contextOf(context)?.['channel']).toBe(channel);
  });
});
