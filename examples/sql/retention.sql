-- Who comes back? By the week of the first visit: of those whose n-th week since then is over, how many were there again in it.
--
-- cohort     the calendar week of the first visit, ISO 8601, UTC
-- week       since then, in days of each person's own: 1 is the 7th to the 13th day after the first
-- people     of the cohort, as far as that week of theirs is over
-- came_back  who of them did anything in it
-- percent    of the people
--
-- Data: any events of people, such as those of `cdp simulate`, by the configuration of the shop, cdp.config.ts.
-- Tables: events and identifiers, of `cdp export`. A refund is no visit.
WITH
  visits AS (
    SELECT
      COALESCE(person.profile_id, device.profile_id) AS profile_id,
      happened.timestamp AS happened_at,
      UNIX_DATE(CAST(happened.timestamp AS DATE)) AS day
    FROM events AS happened
    LEFT JOIN identifiers AS person
      ON person.kind = 'user_id' AND person.value = TRIM(happened.user_id)
    LEFT JOIN identifiers AS device
      ON device.kind = 'anonymous_id' AND device.value = TRIM(happened.anonymous_id)
    WHERE COALESCE(happened.event, '') <> 'Order Refunded'
  ),
  newcomers AS (
    SELECT profile_id, MIN(day) AS first_day, FORMAT_TIMESTAMP('%G-W%V', MIN(happened_at)) AS cohort
    FROM visits
    WHERE profile_id IS NOT NULL
    GROUP BY profile_id
  ),
  active AS (
    SELECT DISTINCT visits.profile_id AS profile_id, DIV(visits.day - newcomers.first_day, 7) AS week
    FROM visits
    JOIN newcomers ON newcomers.profile_id = visits.profile_id
  ),
  weeks AS (SELECT DISTINCT week FROM active WHERE week > 0),
  watched AS (SELECT MAX(day) AS last_day FROM visits)
SELECT
  newcomers.cohort AS cohort,
  weeks.week AS week,
  COUNT(*) AS people,
  COUNT(active.profile_id) AS came_back,
  ROUND(100 * COUNT(active.profile_id) / COUNT(*), 1) AS percent
FROM newcomers
CROSS JOIN watched
JOIN weeks ON newcomers.first_day + weeks.week * 7 + 6 <= watched.last_day
LEFT JOIN active ON active.profile_id = newcomers.profile_id AND active.week = weeks.week
GROUP BY newcomers.cohort, weeks.week
ORDER BY cohort, week
