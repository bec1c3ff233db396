-- How many mentions hold each value of a reading, with the label each is counted
-- by: its own where the reading is judged, else the class of the mention. Posts
-- of unknown age that were there at the first reading are not counted.
--
-- The months of brands that are among {months} come from a rollup, and so do other days that
-- lie in the period as a whole, but for dirty ones and the one that is {parted_day} between
-- now and before; all else comes from mentions. Copies are folded for each value apart, so that a row counts what its filter
-- lists: what is a copy of nothing counts, then of each group that has copies the first
-- that holds the value, and then what is a copy of nothing and in such a group is taken
-- back.
--
-- Where most comes from the rollup and nothing is folded, the values held most are found
-- first (candidates.sql); only of these is all else counted.
SELECT
    toString(term) AS value,
    sum(now) AS held,
    sum(before),
    sum(positive),
    sum(neutral),
    sum(negative),
    sum(unsure)
FROM
(
    /*resting readings*/
    UNION ALL
    SELECT
        term,
        toInt64(countIf(current)),
        toInt64(countIf(NOT current)),
        toInt64(countIf(current AND judged = 'positive')),
        toInt64(countIf(current AND judged = 'neutral')),
        toInt64(countIf(current AND judged = 'negative')),
        toInt64(countIf(current AND judged = 'unsure'))
    FROM
    (
        SELECT toString(/*term*/) AS term, /*judged*/ AS judged, created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AS current
        FROM mentions FINAL
        /*joined*/
        WHERE
            NOT backlog
            AND (day < {first_day:Date} OR day >= {end_day:Date} OR day = {parted_day:Date} OR (brand, day) IN dirty)
            /*months: AND toYYYYMM(day) IN {raw_months:Array(UInt32)} AND (brand, toStartOfMonth(day)) NOT IN (SELECT brand, month FROM months)*/
            /*held*/
            AND
            /*filter*/
            /*fold: AND original_id = ''*/
            /*ranked: AND term IN {candidates:Array(String)}*/
    )
    GROUP BY term
    /*folded readings*/
)
GROUP BY value
HAVING held > 0
ORDER BY held DESC, value
LIMIT {limit:UInt64}
