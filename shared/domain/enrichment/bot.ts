import type { CanonicalEvent } from '../event/event.ts';
import type { Enricher } from './enricher.ts';

const userAgentOf = ({ context }: CanonicalEvent): string => context?.userAgent ?? '';

/** `context.bot`: true where the user agent is that of a crawler, a monitor, or another program that nobody sits at. */
export const botEnricher: Enricher = {
  name: 'bot',
  path: '/context/bot',
  needs: { fact: 'crawlers', asks: (event) => userAgentOf(event) !== '' },
  enrich(event, context, facts): undefined {
    const userAgent = userAgentOf(event);
    if (context['bot'] !== undefined || userAgent === '') return;
    if (facts.isCrawler(userAgent)) context['bot'] = true;
  },
};
