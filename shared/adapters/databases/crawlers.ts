import { RecentCache } from '../../domain/recent-cache.ts';
import { dataJson } from './package-data.ts';

interface Crawler {
  /** A regular expression. */
  pattern: string;
  tags?: readonly string[];
}

/** A backend sends events for people through such a library, which makes nobody a bot. */
const library = 'http-library';

/** Tells crawlers by their user agents. All patterns are one expression, and user agents repeat. */
export async function openCrawlers(): Promise<(userAgent: string) => boolean> {
  const crawlers = await dataJson<Crawler[]>('crawler-user-agents');
  const patterns = crawlers.filter(({ tags }) => !tags?.includes(library));
  const any = new RegExp(patterns.map(({ pattern }) => pattern).join('|'));
  const known = new RecentCache<'crawler' | 'other'>(2000);
  const kindOf = (userAgent: string) => (any.test(userAgent) ? 'crawler' : 'other');
  return (userAgent) => known.of(userAgent, kindOf) === 'crawler';
}
