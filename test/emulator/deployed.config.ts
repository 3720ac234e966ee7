import grocer, { purchase } from '../../examples/complete-journey/cdp.config.ts';
import { defineConfig, env } from '../../shared/runtime/config.ts';

/** The grocer, with what a deployment has besides: keys, audiences, and somebody who wants to hear of them. */
export const deployed = defineConfig({
  ...grocer,
  sources: {
    transactions: { writeKey: env('TRANSACTIONS_WRITE_KEY'), map: purchase },
    web: { writeKey: env('WEB_WRITE_KEY') },
  },
  traits: { ...grocer.traits, orders_30d: { count: 'Order Completed', window: '30d' } },
  audiences: {
    regulars: { path: 'computed.orders', gte: 4 },
    recent: { path: 'computed.orders_30d', gte: 1 },
  },
});

export default defineConfig({
  ...deployed,
  destinations: {
    crm: {
      webhook: env('CRM_WEBHOOK'),
      secret: env('CRM_SECRET'),
      audiences: ['regulars', 'recent'],
    },
  },
});
