-- Recounts what was read in the mentions of some brand-days. Rows of the rollup for which
-- nothing is left become tombstones.
INSERT INTO reading_days (brand, day, kind, spam, copy, terms, mentions, positive, neutral, negative, unsure, version, deleted)
WITH
    (SELECT max(version) + 1 FROM reading_days WHERE (brand, day) IN days) AS next,
    arraySort(groupArrayIf((term, n, p, u, m, d), n > 0)) AS counted
SELECT brand, day, kind, spam, copy, counted.1, counted.2, counted.3, counted.4, counted.5, counted.6, next, empty(counted)
FROM
(
    SELECT
        brand, day, read.1 AS kind, read.2 AS term, spam, original_id != '' AS copy,
        count() AS n,
        countIf(read.3 = 'positive') AS p,
        countIf(read.3 = 'neutral') AS u,
        countIf(read.3 = 'negative') AS m,
        countIf(read.3 = 'unsure') AS d
    FROM mentions FINAL
    ARRAY JOIN arrayConcat(/*all readings*/) AS read
    WHERE (brand, day) IN days AND NOT backlog
    GROUP BY brand, day, kind, term, spam, copy
    UNION ALL
    SELECT brand, day, kind, '' AS term, spam, copy, toUInt64(0), toUInt64(0), toUInt64(0), toUInt64(0), toUInt64(0)
    FROM reading_days FINAL
    WHERE (brand, day) IN days
)
GROUP BY brand, day, kind, spam, copy
