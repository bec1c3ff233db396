-- The values of a reading that are held most in a period, of which queries/readings.sql
-- counts all else; where nothing is folded.
SELECT term
FROM
(
    SELECT term, now AS n
    FROM
    (
        /*resting readings*/
    )
    UNION ALL
    SELECT term, toInt64(count())
    FROM
    (
        SELECT toString(/*term*/) AS term
        FROM mentions FINAL
        /*joined*/
        WHERE
            (day < {first_day:Date} OR day >= {end_day:Date} OR day = {parted_day:Date} OR (brand, day) IN dirty)
            AND toYYYYMM(day) IN {raw_months:Array(UInt32)} AND (brand, toStartOfMonth(day)) NOT IN (SELECT brand, month FROM months)
            AND created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC')
            AND NOT backlog
            /*held*/
            AND
            /*filter*/
    )
    GROUP BY term
)
GROUP BY term
HAVING sum(n) > 0
ORDER BY sum(n) DESC, term
LIMIT {limit:UInt64}
