-- The brand-days between two days of which figure_days does not say what the mentions do,
-- from {filled} on by hour too.
-- Days that are marked to be recomputed are left out: they are not read from it.
SELECT DISTINCT brand, day
FROM
(
    SELECT brand, day
    FROM
    (
        SELECT
            brand, day, platform, language, label, date_from, spam, original_id != '' AS copy, backlog, 1 AS sign,
            count()::Int64 AS n, sum(ifNull(engagement, 0))::Int64 AS e, count(engagement)::Int64 AS k, uniqExactIf(author, author != 0)::Int64 AS w,
            if(day < {filled:Date}, 0, cityHash64(
                sumMap([toHour(created_at, 'UTC')], [toUInt64(1)], [ifNull(engagement, 0)], [toUInt64(isNotNull(engagement))])::Tuple(Array(UInt8), Array(UInt64), Array(Int64), Array(UInt64)),
                arraySort(groupUniqArrayIf((toHour(created_at, 'UTC'), author), author != 0))
            )) AS by_hour
        FROM mentions FINAL
        WHERE brand != '' AND day BETWEEN {first:Date} AND {last:Date}
        GROUP BY brand, day, platform, language, label, date_from, spam, copy, backlog
        UNION ALL
        SELECT
            brand, day, platform, language, label, date_from, spam, copy, backlog, -1,
            mentions::Int64, engagement, engagement_known::Int64, finalizeAggregation(authors)::Int64,
            if(day < {filled:Date}, 0, cityHash64((hours, hour_mentions, hour_engagement, hour_known)::Tuple(Array(UInt8), Array(UInt64), Array(Int64), Array(UInt64)), arrayZip(author_hours, author_ids)))
        FROM figure_days FINAL
        WHERE day BETWEEN {first:Date} AND {last:Date}
    )
    GROUP BY brand, day, platform, language, label, date_from, spam, copy, backlog
    HAVING sum(sign * n) != 0 OR sum(sign * e) != 0 OR sum(sign * k) != 0 OR sum(sign * w) != 0 OR groupBitXor(by_hour) != 0
)
WHERE (brand, day) NOT IN (SELECT brand, day FROM dirty_days WHERE day BETWEEN {first:Date} AND {last:Date} GROUP BY brand, day, token HAVING sum(sign) > 0)
ORDER BY brand, day
SETTINGS max_threads = 1
