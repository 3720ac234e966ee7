/** What a vendor publishes as a price. */
interface VendorPrice {
  vendor: string;
  plan: string;
  /** US dollars, and the events that they buy. */
  dollars: number;
  events: number;
  source: string;
  /** When the source said so: vendors change their prices. */
  asOf: string;
}

/** Of hosted platforms that publish a price by the event. They sell more than profiles: destinations, an interface, support. */
export const vendorPrices: readonly VendorPrice[] = [
  {
    vendor: 'PostHog',
    plan: 'identified events, from 2 to 15 million a month',
    dollars: 0.000104,
    events: 1,
    source: 'https://posthog.com/blog/analytics-pricing',
    asOf: '2024-08-01',
  },
  {
    vendor: 'RudderStack',
    plan: 'Growth, a million events a month',
    dollars: 265,
    events: 1_000_000,
    source: 'https://www.rudderstack.com/pricing/',
    asOf: '2026-08-13',
  },
];

/** US dollars for a million events. */
export const forAMillion = ({ dollars, events }: VendorPrice): number =>
  (dollars / events) * 1_000_000;
