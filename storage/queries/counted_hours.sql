    UNION ALL
    SELECT brand, step(toInt64(toUInt16(day)) * 86400 + toInt64(hour) * 3600) AS bucket, platform, language, label, toInt64(in_hour), engaged_in_hour, toInt64(known_in_hour), /*authors: initializeAggregation('uniqExactIfState', 0::UInt64, 0::UInt8),*/ {own:String} = '' OR brand = {own:String}, toInt64(0)
    FROM figure_days FINAL
    ARRAY JOIN hours AS hour, hour_mentions AS in_hour, hour_engagement AS engaged_in_hour, hour_known AS known_in_hour
    WHERE
        /*hourly*/
        AND toInt64(toUInt16(day)) * 86400 + toInt64(hour) * 3600 >= {first_hour:Int64} AND toInt64(toUInt16(day)) * 86400 + toInt64(hour) * 3600 < {end_hour:Int64}
        AND ({brand:String} = '' OR brand = {brand:String})
        AND (brand, day) NOT IN dirty
        AND NOT backlog
        AND
        /*cells*/
        /*fold: AND NOT copy*/
