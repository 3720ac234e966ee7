import type { CanonicalEvent } from '../event/event.ts';
import type { Enricher } from './enricher.ts';

const userAgentOf = ({ context }: CanonicalEvent): string => context?.userAgent ?? '';

/** `context.bot`: true where the user agent is that of a crawler, a monitor, or another program that nobody sits at. */
export const botEnricher: Enricher = {
  name: 'bot',
  path: '/context/bot',
  needs: { fact: 'crawlers', asks: (event) => userAgentOf(event) !== '' },
  enrich(event, { bot: said }, facts) {
    const userAgent = userAgentOf(event);
    if (said !== undefined || userAgent === '' || !facts.isCrawler(userAgent)) return undefined;
    return { context: { bot: true } };
  },
};
