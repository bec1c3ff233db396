-- How many mentions hold each value of a reading, with the label each is counted
-- by: its own where the reading is judged, else the class of the mention. Posts
-- of unknown age that were there at the first reading are not counted.
--
-- The months of brands that are among {months} come from the rollup, all else from
-- mentions. Copies are folded for each value apart, so that a row counts what its filter
-- lists: what is a copy of nothing counts, then of each group that has copies the first
-- that holds the value, and then what is a copy of nothing and in such a group is taken
-- back.
--
-- Where most comes from the rollup and nothing is folded, the values held most are found
-- first (candidates.sql); only of these is all else counted.
SELECT
    toString(term) AS value,
    sumIf(n, current) AS now,
    sumIf(n, NOT current),
    sumIf(positive, current),
    sumIf(neutral, current),
    sumIf(negative, current),
    sumIf(unsure, current)
FROM
(
    SELECT
        term,
        month >= toDate(fromUnixTimestamp64Micro({since:Int64}, 'UTC')) AS current,
        toInt64(if(empty({labels:Array(String)}) OR has({labels:Array(String)}, 'positive'), reading_months.positive, 0)) AS positive,
        toInt64(if(empty({labels:Array(String)}) OR has({labels:Array(String)}, 'neutral'), reading_months.neutral, 0)) AS neutral,
        toInt64(if(empty({labels:Array(String)}) OR has({labels:Array(String)}, 'negative'), reading_months.negative, 0)) AS negative,
        toInt64(if(empty({labels:Array(String)}) OR has({labels:Array(String)}, 'unsure'), reading_months.unsure, 0)) AS unsure,
        if(
            empty({labels:Array(String)}),
            toInt64(mentions),
            positive + neutral + negative + unsure + if(has({labels:Array(String)}, ''), toInt64(mentions) - reading_months.positive - reading_months.neutral - reading_months.negative - reading_months.unsure, 0)
        ) AS n
    FROM reading_months
    WHERE
        kind = {kind:String}
        AND (brand, month, slot, version) IN (SELECT brand, month, slot, version FROM months)
        AND (NOT {hide_spam:Bool} OR NOT spam)
        /*fold: AND NOT copy*/
        /*ranked: AND term IN {candidates:Array(String)}*/
    UNION ALL
    SELECT
        term,
        current,
        toInt64(countIf(judged = 'positive')),
        toInt64(countIf(judged = 'neutral')),
        toInt64(countIf(judged = 'negative')),
        toInt64(countIf(judged = 'unsure')),
        toInt64(count())
    FROM
    (
        SELECT toString(/*term*/) AS term, /*judged*/ AS judged, created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AS current
        FROM mentions FINAL
        /*joined*/
        WHERE
            NOT backlog
            /*months: AND toYYYYMM(day) IN {raw_months:Array(UInt32)} AND (brand, toStartOfMonth(day)) NOT IN (SELECT brand, month FROM months)*/
            /*held*/
            AND
            /*filter*/
            /*fold: AND original_id = ''*/
            /*ranked: AND term IN {candidates:Array(String)}*/
    )
    GROUP BY term, current
    /*folded readings*/
)
GROUP BY value
HAVING now > 0
ORDER BY now DESC, value
LIMIT {limit:UInt64}
