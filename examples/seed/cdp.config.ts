import { defineConfig, type SpecEvent } from '../../shared/runtime/config.ts';

/**
 * Two streams, `transactions` and `coupon_redemption`, and the table that joins them. The join is a view over the events, so a coupon that
 * comes late finds its basket, in whatever order and however often the messages arrive.
 */

/** A line of a basket; every value is text. */
interface TransactionRow {
  transaction_id: string;
  household_key: string;
  day: string;
  product_id: string;
  quantity: string;
  sales_value: string;
  store_id: string;
  retail_disc: string;
  trans_time: string;
  week_no: string;
  coupon_disc: string;
  coupon_match_disc: string;
}

interface CouponRow {
  household_key: string;
  day: string;
  coupon_upc: string;
  campaign: string;
  transaction_id: string;
}

export const line = ({ household_key, ...properties }: TransactionRow): SpecEvent[] => [
  { type: 'track', event: 'Basket Line Sold', userId: household_key, properties },
];

export const coupon = ({ household_key, ...properties }: CouponRow): SpecEvent[] => [
  { type: 'track', event: 'Coupon Redeemed', userId: household_key, properties },
];

export default defineConfig({
  sources: {
    transactions: { map: line },
    coupon_redemption: { map: coupon },
  },
  traits: {
    basket_lines: { count: 'Basket Line Sold' },
    coupons: { count: 'Coupon Redeemed' },
  },
  warehouse: {
    views: {
      unified_transactions: `
        SELECT
          JSON_VALUE(sold.properties, '$.transaction_id') AS transaction_id,
          sold.user_id AS household_key,
          JSON_VALUE(redeemed.properties, '$.coupon_upc') AS coupon_upc,
          JSON_VALUE(sold.properties, '$.product_id') AS product_id,
          JSON_VALUE(sold.properties, '$.coupon_disc') AS coupon_discount
        FROM events AS sold
        LEFT JOIN events AS redeemed
          ON redeemed.source = 'coupon_redemption'
          AND redeemed.user_id = sold.user_id
          AND JSON_VALUE(redeemed.properties, '$.transaction_id')
            = JSON_VALUE(sold.properties, '$.transaction_id')
        WHERE sold.source = 'transactions'`,
    },
  },
});
