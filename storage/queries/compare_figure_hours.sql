-- The brand-days between two days of which figure_hours does not say what the mentions do.
-- Days that are marked to be recomputed are left out: they are not read from it.
SELECT DISTINCT brand, day
FROM
(
    SELECT brand, day
    FROM
    (
        SELECT
            brand, day, toStartOfHour(created_at)::DateTime('UTC') AS at, platform, language, label, date_from, spam, original_id != '' AS copy, backlog, 1 AS sign,
            count()::Int64 AS n, sum(ifNull(engagement, 0))::Int64 AS e, count(engagement)::Int64 AS k, 0::Int64 AS w
        FROM mentions FINAL
        WHERE brand != '' AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY brand, day, at, platform, language, label, date_from, spam, copy, backlog
        UNION ALL
        SELECT
            brand, day, at, platform, language, label, date_from, spam, copy, backlog, -1,
            mentions::Int64, engagement, engagement_known::Int64, 0::Int64
        FROM figure_hours FINAL
        WHERE day BETWEEN {first:Date} AND {last:Date}
    )
    GROUP BY brand, day, at, platform, language, label, date_from, spam, copy, backlog
    HAVING sum(sign * n) != 0 OR sum(sign * e) != 0 OR sum(sign * k) != 0 OR sum(sign * w) != 0
)
WHERE (brand, day) NOT IN (SELECT brand, day FROM dirty_days WHERE day BETWEEN {first:Date} AND {last:Date} GROUP BY brand, day, token HAVING sum(sign) > 0)
ORDER BY brand, day
SETTINGS max_threads = 1
