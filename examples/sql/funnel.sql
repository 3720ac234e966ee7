-- Where are people lost on their way to an order? Each step counts who took it after the step before it, on whichever of their devices.
--
-- step         1 to 4
-- event        what happened
-- people       who came this far
-- of_previous  percent of those who took the step before
-- of_first     percent of those who took the first
--
-- Data: events of Segment's ecommerce spec, such as those of `cdp simulate`, by the configuration of the shop, cdp.config.ts.
-- Tables: events and identifiers, of `cdp export`.
WITH
  known AS (
    SELECT
      COALESCE(person.profile_id, device.profile_id) AS profile_id,
      happened.event AS event,
      happened.timestamp AS happened_at
    FROM events AS happened
    LEFT JOIN identifiers AS person
      ON person.kind = 'user_id' AND person.value = TRIM(happened.user_id)
    LEFT JOIN identifiers AS device
      ON device.kind = 'anonymous_id' AND device.value = TRIM(happened.anonymous_id)
    WHERE happened.event IN ('Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed')
  ),
  viewed AS (
    SELECT profile_id, MIN(happened_at) AS since
    FROM known
    WHERE event = 'Product Viewed' AND profile_id IS NOT NULL
    GROUP BY profile_id
  ),
  added AS (
    SELECT known.profile_id AS profile_id, MIN(known.happened_at) AS since
    FROM known
    JOIN viewed ON viewed.profile_id = known.profile_id AND known.happened_at >= viewed.since
    WHERE known.event = 'Product Added'
    GROUP BY known.profile_id
  ),
  started AS (
    SELECT known.profile_id AS profile_id, MIN(known.happened_at) AS since
    FROM known
    JOIN added ON added.profile_id = known.profile_id AND known.happened_at >= added.since
    WHERE known.event = 'Checkout Started'
    GROUP BY known.profile_id
  ),
  completed AS (
    SELECT known.profile_id AS profile_id, MIN(known.happened_at) AS since
    FROM known
    JOIN started ON started.profile_id = known.profile_id AND known.happened_at >= started.since
    WHERE known.event = 'Order Completed'
    GROUP BY known.profile_id
  ),
  steps AS (
    SELECT 1 AS step, 'Product Viewed' AS event, COUNT(*) AS people FROM viewed
    UNION ALL
    SELECT 2 AS step, 'Product Added' AS event, COUNT(*) AS people FROM added
    UNION ALL
    SELECT 3 AS step, 'Checkout Started' AS event, COUNT(*) AS people FROM started
    UNION ALL
    SELECT 4 AS step, 'Order Completed' AS event, COUNT(*) AS people FROM completed
  )
SELECT
  step,
  event,
  people,
  ROUND(100 * people / NULLIF(LAG(people) OVER (ORDER BY step), 0), 1) AS of_previous,
  ROUND(100 * people / NULLIF(MAX(people) OVER (), 0), 1) AS of_first
FROM steps
ORDER BY step
