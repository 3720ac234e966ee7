-- What was sold to whom, with which coupon? Every line of a basket with every coupon that was redeemed for its transaction, and the customer that it is
-- one of: the unified table of the two streams of examples/seed, whichever of them came first and however often.
--
-- transaction_id, household_key, coupon_upc, product_id, coupon_discount   as the streams have them; without a coupon coupon_upc is null
-- profile_id   the unified customer
--
-- Data: transactions and coupon redemptions, by the configuration examples/seed/cdp.config.ts.
-- Tables: events and identifiers, of `cdp export`.
SELECT
  JSON_VALUE(sold.properties, '$.transaction_id') AS transaction_id,
  sold.user_id AS household_key,
  JSON_VALUE(redeemed.properties, '$.coupon_upc') AS coupon_upc,
  JSON_VALUE(sold.properties, '$.product_id') AS product_id,
  JSON_VALUE(sold.properties, '$.coupon_disc') AS coupon_discount,
  customer.profile_id AS profile_id
FROM events AS sold
LEFT JOIN identifiers AS customer
  ON customer.kind = 'user_id' AND customer.value = TRIM(sold.user_id)
LEFT JOIN events AS redeemed
  ON redeemed.source = 'coupon_redemption'
  AND redeemed.user_id = sold.user_id
  AND JSON_VALUE(redeemed.properties, '$.transaction_id') = JSON_VALUE(sold.properties, '$.transaction_id')
WHERE sold.source = 'transactions'
ORDER BY transaction_id, product_id, coupon_upc
