-- Do those whom a campaign brings buy more often? Of those whose first visit came by it, who ordered in the seven days after; beside those whose
-- first visit came by no campaign. Only those count whose seven days are over.
--
-- campaign       its name, utm_campaign; its source where it has no name
-- people         whom it brought
-- buyers         who of them ordered
-- percent        of the people
-- other_people, other_buyers, other_percent   the same of those whom no campaign brought
-- lift           percent less other_percent, in points
-- lift_from, lift_to  its interval at 95 %, by the normal approximation; where 0 lies in between, chance may be all there is
--
-- Both groups begin with a first visit: had somebody counted as soon as any of their visits came by it, frequent visitors would make every campaign look
-- good. Still nobody was assigned by lot, so this compares and proves nothing.
--
-- Data: events of Segment's ecommerce spec, such as those of `cdp simulate`, by the configuration of the shop, cdp.config.ts.
-- Tables: events and identifiers, of `cdp export`. The campaign is in the events' context, from the address of the page if nowhere else.
WITH
  known AS (
    SELECT
      COALESCE(person.profile_id, device.profile_id) AS profile_id,
      happened.event AS event,
      happened.message_id AS message_id,
      happened.timestamp AS happened_at,
      COALESCE(
        JSON_VALUE(happened.context, '$.campaign.name'),
        JSON_VALUE(happened.context, '$.campaign.source')
      ) AS campaign
    FROM events AS happened
    LEFT JOIN identifiers AS person
      ON person.kind = 'user_id' AND person.value = TRIM(happened.user_id)
    LEFT JOIN identifiers AS device
      ON device.kind = 'anonymous_id' AND device.value = TRIM(happened.anonymous_id)
  ),
  watched AS (SELECT MAX(happened_at) AS ends_at FROM known),
  first_visits AS (
    SELECT profile_id, campaign, happened_at AS began_at
    FROM known
    WHERE profile_id IS NOT NULL
    QUALIFY ROW_NUMBER() OVER (PARTITION BY profile_id ORDER BY happened_at, message_id) = 1
  ),
  results AS (
    SELECT
      first_visits.campaign AS campaign,
      COUNT(DISTINCT first_visits.profile_id) AS people,
      COUNT(DISTINCT orders.profile_id) AS buyers
    FROM first_visits
    JOIN watched ON first_visits.began_at + INTERVAL 7 DAY <= watched.ends_at
    LEFT JOIN known AS orders
      ON orders.event = 'Order Completed'
      AND orders.profile_id = first_visits.profile_id
      AND orders.happened_at >= first_visits.began_at
      AND orders.happened_at < first_visits.began_at + INTERVAL 7 DAY
    GROUP BY first_visits.campaign
  ),
  rates AS (
    SELECT
      came.campaign AS campaign,
      came.people AS people,
      came.buyers AS buyers,
      came.buyers / came.people AS rate,
      others.people AS other_people,
      others.buyers AS other_buyers,
      others.buyers / others.people AS other_rate
    FROM results AS came
    JOIN results AS others ON others.campaign IS NULL
    WHERE came.campaign IS NOT NULL
  ),
  lifts AS (
    SELECT
      campaign,
      people,
      buyers,
      rate,
      other_people,
      other_buyers,
      other_rate,
      rate - other_rate AS lift,
      1.959964 * SQRT(rate * (1 - rate) / people + other_rate * (1 - other_rate) / other_people) AS margin
    FROM rates
  )
SELECT
  campaign,
  people,
  buyers,
  ROUND(100 * rate, 1) AS percent,
  other_people,
  other_buyers,
  ROUND(100 * other_rate, 1) AS other_percent,
  ROUND(100 * lift, 1) AS lift,
  ROUND(100 * (lift - margin), 1) AS lift_from,
  ROUND(100 * (lift + margin), 1) AS lift_to
FROM lifts
ORDER BY campaign
