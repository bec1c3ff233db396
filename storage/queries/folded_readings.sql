    UNION ALL
    SELECT
        term,
        sumIf(1 - originals, current),
        sumIf(1 - originals, NOT current),
        sumIf((first = 'positive') - positives, current),
        sumIf((first = 'neutral') - neutrals, current),
        sumIf((first = 'negative') - negatives, current),
        sumIf((first = 'unsure') - unsures, current)
    FROM
    (
        SELECT
            term,
            current,
            argMin(judged, (created_at, platform, id)) AS first,
            toInt64(countIf(NOT copy AND judged = 'positive')) AS positives,
            toInt64(countIf(NOT copy AND judged = 'neutral')) AS neutrals,
            toInt64(countIf(NOT copy AND judged = 'negative')) AS negatives,
            toInt64(countIf(NOT copy AND judged = 'unsure')) AS unsures,
            toInt64(countIf(NOT copy)) AS originals
        FROM
        (
            SELECT brand, copy_group, toString(/*term*/) AS term, toString(/*judged*/) AS judged, created_at, platform, id, original_id != '' AS copy, created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AS current
            FROM mentions FINAL
            /*joined*/
            WHERE
                copy_group GLOBAL IN (SELECT copy_group FROM mentions WHERE original_platform != '' AND day >= {from_day:Date} AND day <= {last_day:Date} AND ({brand:String} = '' OR brand = {brand:String}))
                AND NOT backlog
                /*held*/
                AND
                /*filter*/
        )
            GROUP BY brand, copy_group, term, current
    )
    GROUP BY term
