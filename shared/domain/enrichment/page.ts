import type { CanonicalEvent } from '../event/event.ts';

export type Page = NonNullable<NonNullable<CanonicalEvent['context']>['page']>;

/** The page with the parts of its address: `host`, `path`, `search`. Without a page there is none; an address that is none is left alone. */
export function pageOf(page: Page | undefined): Page | undefined {
  if (page === undefined || typeof page['url'] !== 'string' || !URL.canParse(page['url']))
    return page;
  const { host, pathname, search } = new URL(page['url']);
  return { host, path: pathname, search, ...page };
}
