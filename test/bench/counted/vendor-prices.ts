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
    // The price as a billing vendor repeats it, and the limit as Segment's own guide has it: what a million costs somebody who uses all of it.
    vendor: 'Segment',
    plan: 'Team, 10,000 tracked users who each make the 250 calls that are allowed',
    dollars: 120,
    events: 10_000 * 250,
    source:
      'https://docs.amberflo.io/page/segment-style-hybrid-per-user-pricing and https://www.twilio.com/docs/segment/guides/usage-and-billing/mtus-and-throughput',
    asOf: '2026-03-25',
  },
];

/** US dollars for a million events. */
export const forAMillion = ({ dollars, events }: VendorPrice): number =>
  (dollars / events) * 1_000_000;
