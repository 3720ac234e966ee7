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
    orders: { uniqueCount: 'properties.order_id', of: 'Order Completed' },
    revenue: {
      sum: 'properties.revenue',
      of: 'Order Completed',
      where: { 'properties.currency': { eq: 'USD' } },
    },
    last_order_at: { last: 'timestamp', of: 'Order Completed' },
    products_viewed: { count: 'Product Viewed' },
    favourite_category: { mostFrequent: 'properties.category', of: 'Product Viewed' },
  },
});
