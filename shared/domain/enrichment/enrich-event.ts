import type { CanonicalEvent } from '../event/event.ts';
import { campaignOf } from './campaign.ts';
import { pageOf } from './page.ts';
import { clientOf } from './user-agent.ts';

/** Adds to an event what follows from it: the parts of its page's address, its campaign, and the client that sent it. What a sender said itself is kept. */
export function enrichEvent(event: CanonicalEvent): CanonicalEvent {
  const { context } = event;
  if (context === undefined) return event;
  const page = pageOf(context.page);
  const campaign = campaignOf(page, context.campaign);
  const client = clientOf(context.userAgent);
  if (page === undefined && campaign === undefined && client === undefined) return event;
  return {
    ...event,
    context: {
      ...client,
      ...context,
      ...(page !== undefined && { page }),
      ...(campaign !== undefined && { campaign }),
    },
  };
}
