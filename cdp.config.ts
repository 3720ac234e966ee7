import { attribution, sessions } from './shared/domain/trait/ready-made.ts';
import { defineConfig, env } from './shared/runtime/config.ts';

/** The shop of `npm start`: change it, or give another file with --config. */
export default defineConfig({
  sources: {
    web: { writeKey: env('WEB_WRITE_KEY', 'web-development-key') },
  },
  identity: {
    kinds: [
      { kind: 'user_id', limit: 1 },
      { kind: 'email', limit: 5 },
      { kind: 'phone', limit: 5 },
      { kind: 'anonymous_id', limit: 100 },
    ],
    blocked: ['', '0', '-1', 'null', 'undefined', 'anonymous', 'guest'],
    sharedAfter: 25,
  },
  traits: {
    ...attribution(),
    ...sessions(),
    orders: { uniqueCount: 'properties.order_id', of: 'Order Completed' },
    revenue: {
      sum: 'properties.revenue',
      of: 'Order Completed',
      where: { 'properties.currency': { eq: 'USD' } },
    },
    orders_30d: { count: 'Order Completed', window: '30d' },
    last_order_at: { last: 'timestamp', of: 'Order Completed' },
    products_viewed: { count: 'Product Viewed' },
    favourite_category: { mostFrequent: 'properties.category', of: 'Product Viewed' },
  },
  audiences: {
    vip: { path: 'computed.revenue', gte: 150 },
    lapsed: {
      all: [
        { path: 'computed.orders', gte: 1 },
        { path: 'computed.orders_30d', eq: 0 },
      ],
    },
    just_looking: {
      all: [
        { path: 'computed.products_viewed', gte: 3 },
        { path: 'computed.orders', eq: 0 },
        { path: 'lastSeenAt', newerThan: '7d' },
      ],
    },
    bought_again: {
      sequence: [{ event: 'Order Completed' }, { event: 'Order Completed', within: '30d' }],
    },
  },
});
