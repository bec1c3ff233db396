-- The months of brands, each as its first day, between two days of which reading_months
-- does not say what the mentions do, or of which reading_spans says nothing. Months that
-- changed are left out: they are not read from it.
WITH
changed AS
(
    SELECT brand, toStartOfMonth(day) AS month
    FROM dirty_days
    WHERE day BETWEEN {first:Date} AND {last:Date}
    GROUP BY brand, day, token
    HAVING sum(sign) > 0
),
resting AS
(
    SELECT brand, month, slot, version
    FROM reading_spans FINAL
    WHERE
        version != 0 AND month BETWEEN {first:Date} AND {last:Date}
        AND (brand, month) GLOBAL NOT IN (SELECT brand, month FROM changed)
)
SELECT DISTINCT brand, month
FROM
(
    SELECT brand, month
    FROM
    (
        SELECT
            brand, toStartOfMonth(day) AS month, read.1 AS kind, read.2 AS term, spam, original_id != '' AS copy, 1 AS sign,
            countIf(read.3 = 'positive')::Int64 AS p, countIf(read.3 = 'neutral')::Int64 AS u, countIf(read.3 = 'negative')::Int64 AS m, countIf(read.3 = 'unsure')::Int64 AS d, count()::Int64 AS n
        FROM mentions FINAL
        ARRAY JOIN arrayConcat(/*all readings*/) AS read
        WHERE day BETWEEN {first:Date} AND {last:Date} AND NOT backlog AND (brand, toStartOfMonth(day)) GLOBAL IN (SELECT brand, month FROM resting)
        GROUP BY brand, month, kind, term, spam, copy
        UNION ALL
        SELECT brand, month, kind, term, spam, copy, -1, positive::Int64, neutral::Int64, negative::Int64, unsure::Int64, mentions::Int64
        FROM reading_months FINAL
        WHERE (brand, month, slot, version) GLOBAL IN (SELECT brand, month, slot, version FROM resting)
    )
    GROUP BY brand, month, kind, term, spam, copy
    HAVING sum(sign * p) != 0 OR sum(sign * u) != 0 OR sum(sign * m) != 0 OR sum(sign * d) != 0 OR sum(sign * n) != 0
)
UNION DISTINCT
SELECT DISTINCT brand, toStartOfMonth(day)
FROM mentions
WHERE
    brand != '' AND day BETWEEN {first:Date} AND {last:Date}
    AND (brand, toStartOfMonth(day)) GLOBAL NOT IN (SELECT brand, month FROM reading_spans)
    AND (brand, toStartOfMonth(day)) GLOBAL NOT IN (SELECT brand, month FROM changed)
SETTINGS max_threads = 1
