-- The brand-days between two days of which a rollup does not say what its mentions do.
-- Days that are marked to be recomputed are left out: they are not read from it.
SELECT DISTINCT brand, day
FROM
(
    SELECT brand, day
    FROM
    (
        SELECT
            brand, day, if({rollup:String} = 'trend_hours', toStartOfHour(created_at), toStartOfDay(created_at))::DateTime('UTC') AS at, platform, language, 1 AS sign,
            count()::Int64 AS n, countIf(label = 'positive')::Int64 AS p, countIf(label = 'neutral')::Int64 AS u, countIf(label = 'negative')::Int64 AS m, countIf(label = 'unsure')::Int64 AS d,
            sum(ifNull(engagement, 0))::Int64 AS e, count(engagement)::Int64 AS k, uniqExactIf(author, author != 0)::Int64 AS w
        FROM mentions FINAL
        WHERE brand != '' AND NOT backlog AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY brand, day, at, platform, language
        UNION ALL
        SELECT
            brand, day, at, platform, language, -1,
            mentions::Int64, positive::Int64, neutral::Int64, negative::Int64, unsure::Int64, engagement, engagement_known::Int64, finalizeAggregation(authors)::Int64
        FROM {rollup:Identifier} FINAL
        WHERE day BETWEEN {first:Date} AND {last:Date}
    )
    GROUP BY brand, day, at, platform, language
    HAVING sum(sign * n) != 0 OR sum(sign * p) != 0 OR sum(sign * u) != 0 OR sum(sign * m) != 0 OR sum(sign * d) != 0 OR sum(sign * e) != 0 OR sum(sign * k) != 0 OR sum(sign * w) != 0
)
WHERE (brand, day) NOT IN (SELECT brand, day FROM dirty_days WHERE day BETWEEN {first:Date} AND {last:Date} GROUP BY brand, day, token HAVING sum(sign) > 0)
ORDER BY brand, day
SETTINGS max_threads = 1
