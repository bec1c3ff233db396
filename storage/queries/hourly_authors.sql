    UNION ALL
    SELECT brand, step(toInt64(toUInt16(day)) * 86400 + toInt64(hour) * 3600) AS bucket, platform, language, label, toInt64(0), toInt64(0), toInt64(0), uniqExactIfState(author, toUInt8(1)), true, toInt64(0)
    FROM figure_days FINAL
    ARRAY JOIN author_hours AS hour, author_ids AS author
    WHERE
        /*hourly*/
        AND toInt64(toUInt16(day)) * 86400 + toInt64(hour) * 3600 >= {first_hour:Int64} AND toInt64(toUInt16(day)) * 86400 + toInt64(hour) * 3600 < {end_hour:Int64}
        AND ({own:String} = '' OR brand = {own:String})
        AND (brand, day) NOT IN dirty
        AND NOT backlog
        AND
        /*cells*/
        /*fold: AND NOT copy*/
    GROUP BY brand, bucket, platform, language, label
