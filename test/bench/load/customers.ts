import type { OutgoingMessage } from '../../../shared/ports/event-bus.ts';

/** The audience of `cdp.config.ts` that a purchase leads to. */
export const entered = 'vip';
const eventsPerPerson = 5;
/**
 * So many people are in the shop at a time, and their events alternate: no more than fit into a round of the pipeline, so that whether much or
 * little comes at once, nearly every event is a profile to write of its own.
 */
const together = 1000;

/** Who the n-th event is of, and whether it is the purchase: one of the five that everybody causes, another one for each. */
export function placeOf(number: number): { person: number; isPurchase: boolean } {
  const block = Math.floor(number / (together * eventsPerPerson));
  const person = block * together + (number % together);
  const step = Math.floor(number / together) % eventsPerPerson;
  return { person, isPurchase: step === person % eventsPerPerson };
}

export const userIdOf = (person: number): string => `u${person}`;

/** The n-th event of a shop where everybody looks at four products and buys one: a message of its own, of 400 to 500 bytes. */
export function eventMessage(number: number, now: number): OutgoingMessage {
  const { person, isPurchase } = placeOf(number);
  const event = {
    type: 'track',
    messageId: `m${number}`,
    timestamp: new Date(now).toISOString(),
    userId: userIdOf(person),
    anonymousId: `browser-${person}`,
    ...(isPurchase ? purchase(number) : view(number)),
    context: {
      page: { url: `https://shop.example/p/${number % 50}`, path: `/p/${number % 50}` },
      library: { name: 'analytics.js', version: '2.1.0' },
    },
  };
  return { data: Buffer.from(JSON.stringify(event)), attributes: { source: 'web' } };
}

const view = (number: number) => ({
  event: 'Product Viewed',
  properties: { product_id: `p${number % 50}`, category: `c${number % 7}`, price: 9.5 },
});

const purchase = (number: number) => ({
  event: 'Order Completed',
  properties: {
    order_id: `order-${number}`,
    revenue: 200,
    currency: 'USD',
    products: [{ product_id: `p${number % 50}`, price: 200, quantity: 1 }],
  },
});
