-- The brand-days between two days of which reading_days does not say what the mentions do,
-- as far as it is {filled}. Days that are marked to be recomputed are left out: they are not
-- read from it.
SELECT DISTINCT brand, day
FROM
(
    SELECT brand, day
    FROM
    (
        SELECT
            brand, day, read.1 AS kind, read.2 AS term, spam, original_id != '' AS copy, 1 AS sign,
            countIf(read.3 = 'positive')::Int64 AS p, countIf(read.3 = 'neutral')::Int64 AS u, countIf(read.3 = 'negative')::Int64 AS m, countIf(read.3 = 'unsure')::Int64 AS d, count()::Int64 AS n
        FROM mentions FINAL
        ARRAY JOIN arrayConcat(/*all readings*/) AS read
        WHERE brand != '' AND day BETWEEN {first:Date} AND {last:Date} AND day >= {filled:Date} AND NOT backlog
        GROUP BY brand, day, kind, term, spam, copy
        UNION ALL
        SELECT
            brand, day, kind, value::String, spam, copy, -1,
            positive_in_day::Int64, neutral_in_day::Int64, negative_in_day::Int64, unsure_in_day::Int64, in_day::Int64
        FROM reading_days FINAL
        ARRAY JOIN terms AS value, mentions AS in_day, positive AS positive_in_day, neutral AS neutral_in_day, negative AS negative_in_day, unsure AS unsure_in_day
        WHERE day BETWEEN {first:Date} AND {last:Date} AND day >= {filled:Date}
    )
    GROUP BY brand, day, kind, term, spam, copy
    HAVING sum(sign * p) != 0 OR sum(sign * u) != 0 OR sum(sign * m) != 0 OR sum(sign * d) != 0 OR sum(sign * n) != 0
)
WHERE (brand, day) NOT IN (SELECT brand, day FROM dirty_days WHERE day BETWEEN {first:Date} AND {last:Date} GROUP BY brand, day, token HAVING sum(sign) > 0)
ORDER BY brand, day
SETTINGS max_threads = 1
