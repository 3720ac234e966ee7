import type { Condition, TraitConfig } from './trait-config.ts';

/** First and last touch: the channel and the campaign that somebody first and last came by, of page views and screens. */
export function attribution(): Record<string, TraitConfig> {
  const of = { type: ['page', 'screen'] } as const;
  return {
    first_channel: { first: 'context.channel', of },
    last_channel: { last: 'context.channel', of },
    first_campaign: { first: 'context.campaign.name', of },
    last_campaign: { last: 'context.campaign.name', of },
  };
}

/** How many sessions there were and when the latest began. @param gap the silence that ends one. */
export const sessions = (gap = '30m'): Record<string, TraitConfig> => ({
  sessions: { sessionCount: gap },
  last_session_at: { sessionStart: gap },
});

interface Purchases {
  /** The track event of a purchase. */
  event: string;
  /** Where it says how much was paid. */
  revenue: string;
  where?: Readonly<Record<string, Condition>>;
  /** For how long purchases count, such as `365d`; a lifetime where absent. */
  window?: string;
}

/** Recency, frequency and monetary value: when somebody last bought (compare it with `olderThan`), how often, and for how much. */
export function rfm({ event, revenue, where, window }: Purchases): Record<string, TraitConfig> {
  const selection = { of: event, ...(where && { where }), ...(window && { window }) };
  const { of: _, ...counted } = selection;
  return {
    recency: { last: 'timestamp', ...selection },
    frequency: { count: event, ...counted },
    monetary: { sum: revenue, ...selection },
  };
}
