-- How many mentions hold each value of a reading, with the label each is counted
-- by: its own where the reading is judged, else the class of the mention. Copies are
-- folded for each value apart, so that a row counts what its filter lists. Posts
-- of unknown age that were there at the first reading are not counted.
SELECT
    term,
    countIf(current) AS now,
    countIf(NOT current),
    countIf(current AND judged = 'positive'),
    countIf(current AND judged = 'neutral'),
    countIf(current AND judged = 'negative'),
    countIf(current AND judged = 'unsure')
FROM
(
    SELECT
        read.1 AS term,
        read.2 AS judged,
        created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AS current
    FROM mentions FINAL
    ARRAY JOIN /*values*/ AS read
    WHERE
        NOT backlog
        AND
        /*filter*/
    /*fold: ORDER BY created_at, platform, id LIMIT 1 BY brand, copy_group, term, current*/
)
GROUP BY term
HAVING now > 0
ORDER BY now DESC, term
LIMIT {limit:UInt64}
