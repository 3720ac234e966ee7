import { isJsonObject } from '../json.ts';
import { RecentCache } from '../recent-cache.ts';
import type { ClickId } from './campaign.ts';
import type { Context, Enricher } from './enricher.ts';
import { kindOfHost, kindOfSource, type SiteKind } from './referrer-sites.ts';

/** How somebody came. The groups are about those of Google Analytics' default channel grouping. */
type Channel =
  | 'cross-network'
  | 'paid-shopping'
  | 'paid-search'
  | 'paid-social'
  | 'paid-video'
  | 'paid-other'
  | 'display'
  | 'organic-shopping'
  | 'organic-search'
  | 'organic-social'
  | 'organic-video'
  | 'assistant'
  | 'email'
  | 'affiliate'
  | 'referral'
  | 'audio'
  | 'sms'
  | 'push'
  | 'direct'
  | 'internal'
  | 'unassigned';

/** `context.channel`: by the campaign where one is named, else by a click id, else by the page that referred to this one. */
export const channelEnricher = (ownDomains: readonly string[]): Enricher => ({
  name: 'channel',
  path: '/context/channel',
  enrich(_, context): undefined {
    if (context['channel'] !== undefined) return;
    const channel = channelOfCampaign(context.campaign) ?? channelOfReferrer(context, ownDomains);
    if (channel !== undefined) context['channel'] = channel;
  },
});

function channelOfCampaign(campaign: Context['campaign']): Channel | undefined {
  if (campaign === undefined) return undefined;
  const [source, medium, name] = [
    text(campaign['source']),
    text(campaign['medium']),
    text(campaign['name']),
  ];
  if (source === '' && medium === '') return channelOfClick(campaign);
  if (name.includes('cross-network')) return 'cross-network';
  const site = kindOfSource(source);
  const shopping = site === 'shopping' || /\bshop(?:ping)?\b/.test(name);
  const paid = /cp|^ppc$|^retargeting$|^paid/.test(medium);
  if (paid) {
    if (shopping) return 'paid-shopping';
    if (site === 'search' || site === 'social' || site === 'video') return `paid-${site}`;
  }
  return (
    channelOfMedium(medium, source, paid) ??
    channelOfSite(shopping ? 'shopping' : site) ??
    channelOfClick(campaign) ??
    'unassigned'
  );
}

const text = (value: unknown): string =>
  typeof value === 'string' ? value.trim().toLowerCase() : '';

function channelOfMedium(medium: string, source: string, paid: boolean): Channel | undefined {
  if (/^(?:display|banner|expandable|interstitial|cpm)$/.test(medium)) return 'display';
  if (paid) return 'paid-other';
  if (isEmail(medium) || isEmail(source)) return 'email';
  if (/^affiliates?$/.test(medium)) return 'affiliate';
  if (/^(?:sm|social(?:[ -_]?(?:network|media))?)$/.test(medium)) return 'organic-social';
  if (medium.includes('video')) return 'organic-video';
  if (medium === 'organic') return 'organic-search';
  if (medium === 'audio') return 'audio';
  if (medium === 'sms' || source === 'sms') return 'sms';
  if (/push$|mobile|notification/.test(medium) || source === 'firebase') return 'push';
  if (/^(?:referral|app|link)$/.test(medium)) return 'referral';
  return undefined;
}

const isEmail = (word: string): boolean => /^(?:e[-_ ]?)?mail$|^newsletter$/.test(word);

/** A click on an advertisement is marked by who sold it. Facebook marks every link (`fbclid`), paid or not. */
const channelOfClickId: Readonly<Record<ClickId, Channel>> = {
  gclid: 'paid-search',
  gbraid: 'paid-search',
  wbraid: 'paid-search',
  msclkid: 'paid-search',
  yclid: 'paid-search',
  dclid: 'display',
  ttclid: 'paid-social',
  twclid: 'paid-social',
  li_fat_id: 'paid-social',
  ScCid: 'paid-social',
  rdt_cid: 'paid-social',
  epik: 'paid-social',
  irclickid: 'affiliate',
  cjevent: 'affiliate',
  awc: 'affiliate',
  fbclid: 'organic-social',
};

function channelOfClick(campaign: NonNullable<Context['campaign']>): Channel | undefined {
  for (const [id, channel] of Object.entries(channelOfClickId)) {
    if (Object.hasOwn(campaign, id)) return channel;
  }
  return undefined;
}

function channelOfSite(site: SiteKind | undefined): Channel | undefined {
  switch (site) {
    case 'search':
    case 'social':
    case 'video':
    case 'shopping':
      return `organic-${site}`;
    case 'email':
    case 'assistant':
      return site;
    case undefined:
      return undefined;
  }
}

function channelOfReferrer(
  { page, referrer: said }: Context,
  ownDomains: readonly string[],
): Channel | undefined {
  const address = page?.['referrer'] ?? (isJsonObject(said) ? said['url'] : said);
  if (address === undefined || address === null || address === '') {
    return page?.['url'] === undefined ? undefined : 'direct';
  }
  if (typeof address !== 'string') return undefined;
  const { host, channel } = referrers.of(address, readReferrer);
  if (host === '') return undefined;
  const own = typeof page?.['host'] === 'string' ? hostname(page['host']) : '';
  if (isWithin(host, own) || isWithin(own, host)) return 'internal';
  return ownDomains.some((domain) => isWithin(host, domain)) ? 'internal' : channel;
}

interface Referrer {
  /** Without `www.`; empty where the address is none. */
  host: string;
  channel: Channel;
}

/** Many people come from the same pages. */
const referrers = new RecentCache<Referrer>(2000);

function readReferrer(address: string): Referrer {
  const host = URL.canParse(address) ? hostname(new URL(address).hostname) : '';
  return { host, channel: channelOfSite(kindOfHost(host)) ?? 'referral' };
}

const hostname = (host: string): string => host.replace(/^www\.|:\d+$/g, '');

const isWithin = (host: string, domain: string): boolean =>
  domain !== '' && (host === domain || host.endsWith(`.${domain}`));
