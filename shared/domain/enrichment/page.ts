import { RecentCache } from '../recent-cache.ts';
import type { Context, Enricher } from './enricher.ts';

type Page = NonNullable<Context['page']>;

interface Parts {
  host: string;
  path: string;
  search: string;
}

/** Many people see the same page. */
const pages = new RecentCache<Parts | 'none'>(2000);

/** The parts of its page's address: `host`, `path`, `search`. An address that is none is left alone. */
export const pageEnricher: Enricher = {
  name: 'page',
  path: '/context/page',
  enrich(_, context): undefined {
    if (context.page !== undefined) context.page = withParts(context.page);
  },
};

function withParts(said: Page): Page {
  const url = said['url'];
  if (typeof url !== 'string') return said;
  const parts = pages.of(url, partsOf);
  if (parts === 'none') return said;
  const page: Page = Object.assign({}, said);
  page['host'] ??= parts.host;
  page['path'] ??= parts.path;
  page['search'] ??= parts.search;
  return page;
}

function partsOf(url: string): Parts | 'none' {
  if (!URL.canParse(url)) return 'none';
  const { host, pathname, search } = new URL(url);
  return { host, path: pathname, search };
}
