-- What are customers worth, and how soon? By the month of their first order: what they paid in every month since, less what they were given back.
--
-- cohort         the month of the first order, UTC
-- currency       of the amounts, empty where none was named; whoever pays in two is a customer in both
-- customers      who began in that month
-- month          since then: 0 is the month of the first order
-- orders, value  of the cohort in that month
-- value_to_date  up to the end of that month
-- clv            the same for one customer
--
-- Data: events of Segment's ecommerce spec, such as those of `cdp simulate`, by the configuration of the shop, cdp.config.ts.
-- Tables: events and identifiers, of `cdp export`. An order counts once, however often it is told; one whose amount is no
-- number counts without it.
WITH
  known AS (
    SELECT
      COALESCE(person.profile_id, device.profile_id) AS profile_id,
      happened.event AS event,
      happened.message_id AS message_id,
      happened.timestamp AS happened_at,
      EXTRACT(YEAR FROM happened.timestamp) * 12 + EXTRACT(MONTH FROM happened.timestamp) AS month,
      COALESCE(JSON_VALUE(happened.properties, '$.currency'), '') AS currency,
      JSON_VALUE(happened.properties, '$.order_id') AS order_id,
      JSON_VALUE(happened.properties, '$.revenue') AS revenue,
      JSON_VALUE(happened.properties, '$.total') AS total
    FROM events AS happened
    LEFT JOIN identifiers AS person
      ON person.kind = 'user_id' AND person.value = TRIM(happened.user_id)
    LEFT JOIN identifiers AS device
      ON device.kind = 'anonymous_id' AND device.value = TRIM(happened.anonymous_id)
    WHERE happened.event IN ('Order Completed', 'Order Refunded')
  ),
  paid AS (
    SELECT profile_id, currency, happened_at, month, 1 AS orders, SAFE.PARSE_NUMERIC(revenue) AS amount
    FROM known
    WHERE event = 'Order Completed' AND profile_id IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (PARTITION BY COALESCE(order_id, message_id) ORDER BY happened_at, message_id) = 1
  ),
  amounts AS (
    SELECT profile_id, currency, month, orders, amount FROM paid
    UNION ALL
    SELECT profile_id, currency, month, 0 AS orders, 0 - SAFE.PARSE_NUMERIC(total) AS amount
    FROM known
    WHERE event = 'Order Refunded' AND profile_id IS NOT NULL
  ),
  customers AS (
    SELECT
      profile_id,
      currency,
      MIN(month) AS first_month,
      FORMAT_TIMESTAMP('%Y-%m', MIN(happened_at)) AS cohort
    FROM paid
    GROUP BY profile_id, currency
  ),
  cohorts AS (
    SELECT currency, cohort, first_month, COUNT(*) AS customers
    FROM customers
    GROUP BY currency, cohort, first_month
  ),
  months AS (SELECT DISTINCT month FROM amounts),
  monthly AS (
    SELECT
      customers.currency AS currency,
      customers.cohort AS cohort,
      amounts.month AS month,
      SUM(amounts.orders) AS orders,
      SUM(amounts.amount) AS value
    FROM amounts
    JOIN customers
      ON customers.profile_id = amounts.profile_id AND customers.currency = amounts.currency
    GROUP BY customers.currency, customers.cohort, amounts.month
  ),
  cumulative AS (
    SELECT
      cohorts.cohort AS cohort,
      cohorts.currency AS currency,
      cohorts.customers AS customers,
      months.month - cohorts.first_month AS month,
      COALESCE(monthly.orders, 0) AS orders,
      COALESCE(monthly.value, 0) AS value,
      SUM(COALESCE(monthly.value, 0))
        OVER (PARTITION BY cohorts.cohort, cohorts.currency ORDER BY months.month) AS value_to_date
    FROM cohorts
    JOIN months ON months.month >= cohorts.first_month
    LEFT JOIN monthly
      ON monthly.cohort = cohorts.cohort
      AND monthly.currency = cohorts.currency
      AND monthly.month = months.month
  )
SELECT
  cohort,
  currency,
  customers,
  month,
  orders,
  value,
  value_to_date,
  ROUND(value_to_date / customers, 2) AS clv
FROM cumulative
ORDER BY cohort, currency, month
