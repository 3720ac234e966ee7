import type { Page } from './page.ts';

/** The names of the Segment Spec for what the address of a page says of the campaign that led there. */
const parameters = {
  utm_source: 'source',
  utm_medium: 'medium',
  utm_campaign: 'name',
  utm_term: 'term',
  utm_content: 'content',
} as const;

/** The campaign that the page's `utm_` parameters name, over which the sender's own word wins. */
export function campaignOf(page: Page | undefined, said: Page | undefined): Page | undefined {
  const search = page?.['search'];
  if (typeof search !== 'string' || !search.includes('utm_')) return said;
  const query = new URLSearchParams(search);
  const found: Page = {};
  for (const [parameter, name] of Object.entries(parameters)) {
    const value = query.get(parameter);
    if (value !== null && value !== '') found[name] = value;
  }
  return Object.keys(found).length === 0 ? said : { ...found, ...said };
}
