    UNION ALL
    SELECT
        brand,
        step(intDiv(toUnixTimestamp64Micro(told.2.1), 1000000)) AS bucket,
        told.2.2,
        told.2.4,
        told.2.5,
        told.1,
        told.1 * told.2.6,
        told.1 * told.2.7,
        /*authors: initializeAggregation('uniqExactIfState', told.2.8, toUInt8(told.1 > 0 AND told.2.8 != 0)),*/
        {own:String} = '' OR brand = {own:String},
        toInt64(0)
    FROM
    (
        SELECT
            brand,
            min((created_at, platform::String, id, language::String, label::String, ifNull(engagement, 0), toInt64(isNotNull(engagement)), author, original_id != '')) AS first,
            groupArrayIf((created_at, platform::String, id, language::String, label::String, ifNull(engagement, 0), toInt64(isNotNull(engagement)), author, false), original_id = '') AS originals
        FROM mentions FINAL
        WHERE
            copy_group GLOBAL IN (SELECT copy_group FROM mentions WHERE original_platform != '' AND day >= {from_day:Date} AND day <= {last_day:Date} AND ({brand:String} = '' OR brand = {brand:String}))
            AND NOT backlog
            AND
            /*filter*/
        GROUP BY brand, copy_group
    )
    ARRAY JOIN arrayConcat(
        if(first.9, [(toInt64(1), first)], []),
        arrayMap(o -> (toInt64(-1), o), arrayFilter(o -> (o.2, o.3) != (first.2, first.3), originals))
    ) AS told
