import type { Context, Enricher } from './enricher.ts';

export type Page = NonNullable<Context['page']>;

/** The parts of its page's address: `host`, `path`, `search`. An address that is none is left alone. */
export const pageEnricher: Enricher = {
  name: 'page',
  path: '/context/page',
  enrich(_, { page }) {
    const parts = page === undefined ? undefined : partsOf(page);
    return parts && { context: { page: { ...parts, ...page } } };
  },
};

function partsOf({ url }: Page): Page | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
  const { host, pathname, search } = new URL(url);
  return { host, path: pathname, search };
}
