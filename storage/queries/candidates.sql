-- The values of a reading that are held most in a period, of which queries/readings.sql
-- counts all else; where nothing is folded.
SELECT term
FROM
(
    SELECT
        term,
        if(
            empty({labels:Array(String)}),
            toInt64(mentions),
            if(has({labels:Array(String)}, 'positive'), positive, 0) + if(has({labels:Array(String)}, 'neutral'), neutral, 0) + if(has({labels:Array(String)}, 'negative'), negative, 0) + if(has({labels:Array(String)}, 'unsure'), unsure, 0)
            + if(has({labels:Array(String)}, ''), toInt64(mentions) - positive - neutral - negative - unsure, 0)
        ) AS n
    FROM reading_months
    WHERE
        kind = {kind:String}
        AND (brand, month, slot, version) IN (SELECT brand, month, slot, version FROM months WHERE month >= toDate(fromUnixTimestamp64Micro({since:Int64}, 'UTC')))
        AND (NOT {hide_spam:Bool} OR NOT spam)
    UNION ALL
    SELECT term, toInt64(count())
    FROM
    (
        SELECT toString(/*term*/) AS term
        FROM mentions FINAL
        /*joined*/
        WHERE
            toYYYYMM(day) IN {raw_months:Array(UInt32)} AND (brand, toStartOfMonth(day)) NOT IN (SELECT brand, month FROM months)
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
