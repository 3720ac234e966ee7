import { expect, it } from 'vitest';
import { anEvent } from '../../../test/builders/events.ts';
import type { CanonicalEvent } from '../event/event.ts';
import { attribution, rfm, sessions } from './ready-made.ts';
import { compileTraits, type TraitState } from './trait.ts';
import type { TraitConfig } from './trait-config.ts';

const at = (minutes: number): string => new Date(Date.UTC(2026, 0, 1, 9, minutes)).toISOString();

const visit = (minutes: number, channel: string, campaign?: string): CanonicalEvent =>
  anEvent({
    type: 'page',
    timestamp: at(minutes),
    context: { channel, ...(campaign !== undefined && { campaign: { name: campaign } }) },
  });

const purchase = (minutes: number, revenue: number): CanonicalEvent =>
  anEvent({
    type: 'track',
    event: 'Order Completed',
    timestamp: at(minutes),
    properties: { revenue },
  });

/** What the events come to, latest first. */
function computed(configs: Record<string, TraitConfig>, events: readonly CanonicalEvent[]) {
  const values = compileTraits(configs).map(({ name, take, value }) => {
    const state = [...events].reverse().reduce<TraitState | null>((taken, event) => {
      const { timestamp, messageId, source } = event;
      return take(taken, event, { at: Date.parse(timestamp), messageId, source });
    }, null);
    return [name, value(state, Date.parse(at(600)))];
  });
  return Object.fromEntries(values);
}

const journey = [
  visit(0, 'paid-search', 'spring'),
  visit(20, 'paid-search'),
  purchase(25, 40),
  visit(90, 'email', 'news'),
  visit(100, 'direct'),
  purchase(101, 2.5),
];

it('names the channels and campaigns of the first and the last touch', () => {
  expect(computed(attribution(), journey)).toEqual({
    first_channel: 'paid-search',
    last_channel: 'direct',
    first_campaign: 'spring',
    last_campaign: 'news',
  });
});

it('ends a session after half an hour of silence, or after another time', () => {
  expect(computed(sessions(), journey)).toEqual({ sessions: 2, last_session_at: at(90) });
  expect(computed(sessions('2h'), journey)).toEqual({ sessions: 1, last_session_at: at(0) });
});

it('says when somebody last bought, how often, and for how much', () => {
  const purchases = rfm({ event: 'Order Completed', revenue: 'properties.revenue' });
  expect(computed(purchases, journey)).toEqual({ recency: at(101), frequency: 2, monetary: 42.5 });
  const lately = rfm({ event: 'Order Completed', revenue: 'properties.revenue', window: '9h' });
  expect(computed(lately, journey)).toEqual({ recency: at(101), frequency: 1, monetary: 2.5 });
});
