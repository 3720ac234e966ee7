import { defineConfig, type SpecEvent } from '../../shared/runtime/config.ts';

/**
 * The Complete Journey: a year of a grocer's baskets, the coupons and campaigns of its households, and who they are.
 * A household is the person; its number is the user id.
 */

/** A line of a basket. Money is in US dollars; `sales_value` is what the grocer got for the line. */
interface TransactionRow {
  household_id: string;
  store_id: string;
  basket_id: string;
  product_id: string;
  quantity: number;
  sales_value: number;
  retail_disc: number;
  coupon_disc: number;
  coupon_match_disc: number;
  week: number;
  transaction_timestamp: string;
}

interface CouponRow {
  household_id: string;
  coupon_upc: string;
  campaign_id: string;
  redemption_date: string;
}

interface CampaignRow {
  campaign_id: string;
  household_id: string;
}

interface DemographicRow {
  household_id: string;
  age: string | null;
  income: string | null;
  home_ownership: string | null;
  marital_status: string | null;
  household_size: string | null;
  household_comp: string | null;
  kids_count: string | null;
}

/** Who these households are was known before the first of their baskets, and so were the campaigns that they were part of. */
const beforeTheYear = '2017-01-01T00:00:00.000Z';

export const purchase = (row: TransactionRow): SpecEvent[] => [
  {
    messageId: `${row.basket_id}-${row.product_id}`,
    type: 'track',
    event: 'Order Completed',
    userId: row.household_id,
    timestamp: row.transaction_timestamp,
    properties: {
      order_id: row.basket_id,
      revenue: row.sales_value,
      currency: 'USD',
      discount: row.retail_disc,
      coupon_discount: row.coupon_disc,
      store_id: row.store_id,
      week: row.week,
      products: [{ product_id: row.product_id, quantity: row.quantity }],
    },
  },
];

export const redemption = (row: CouponRow): SpecEvent[] => [
  {
    type: 'track',
    event: 'Coupon Applied',
    userId: row.household_id,
    timestamp: row.redemption_date,
    properties: { coupon_id: row.coupon_upc, campaign_id: row.campaign_id },
  },
];

export const campaign = (row: CampaignRow): SpecEvent[] => [
  {
    type: 'track',
    event: 'Campaign Received',
    userId: row.household_id,
    timestamp: beforeTheYear,
    properties: { campaign_id: row.campaign_id },
  },
];

export const household = ({ household_id, ...known }: DemographicRow): SpecEvent[] => [
  { type: 'identify', userId: household_id, timestamp: beforeTheYear, traits: known },
];

export default defineConfig({
  sources: {
    transactions: { map: purchase },
    coupon_redemptions: { map: redemption },
    campaigns: { map: campaign },
    demographics: { map: household },
  },
  traits: {
    orders: { uniqueCount: 'properties.order_id', of: 'Order Completed' },
    order_lines: { count: 'Order Completed' },
    revenue: { sum: 'properties.revenue', of: 'Order Completed' },
    coupons: { count: 'Coupon Applied' },
    campaigns: { count: 'Campaign Received' },
    // An event is one line of a basket, so its list has one product.
    favourite_department: {
      mostFrequent: 'properties.products.0.department',
      of: 'Order Completed',
    },
  },
  enrichment: {
    lookups: {
      // cdp lookup load products products.ndjson.gz --key product_id
      products: {
        key: 'properties.products[].product_id',
        into: 'properties.products[]',
        fields: ['department', 'product_category', 'brand'],
        of: ['Order Completed'],
      },
    },
  },
});
