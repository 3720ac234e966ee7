import type { Enricher } from './enricher.ts';

/** The names of the Segment Spec for what the address of a page says of the campaign that led there. */
const parameters = {
  utm_source: 'source',
  utm_medium: 'medium',
  utm_campaign: 'name',
  utm_term: 'term',
  utm_content: 'content',
  utm_id: 'id',
} as const;

/** What advertising systems add to the addresses of their links, to know each click again: kept under its own name. */
const clickIds = [
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'msclkid',
  'yclid',
  'fbclid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'ScCid',
  'rdt_cid',
  'epik',
  'irclickid',
  'cjevent',
  'awc',
] as const;

export type ClickId = (typeof clickIds)[number];

const names = new Map<string, string>([
  ...Object.entries(parameters),
  ...clickIds.map((name): [string, string] => [name, name]),
]);

/** Most addresses name no campaign, which is told without taking them apart. */
const hint = new RegExp(`[?&](?:${[...names.keys()].join('|')})=`);

/** The campaign and the clicks that the address of the page names. */
export const campaignEnricher: Enricher = {
  name: 'campaign',
  path: '/context/campaign',
  enrich(_, context): undefined {
    const search = context.page?.['search'];
    if (typeof search !== 'string' || !hint.test(search)) return;
    const found: Record<string, string> = {};
    for (const [parameter, value] of new URLSearchParams(search)) {
      const name = names.get(parameter);
      // Of a parameter that is there twice, the first counts.
      if (name !== undefined && value !== '') found[name] ??= value;
    }
    context.campaign = { ...found, ...context.campaign };
  },
};
