    UNION ALL
    SELECT brand, step(toInt64(toUInt16(day)) * 86400) AS bucket, platform, language, label, toInt64(mentions), toInt64(0), toInt64(0), /*authors: initializeAggregation('uniqExactIfState', 0::UInt64, 0::UInt8),*/ false, toInt64(0)
    FROM figure_days FINAL
    WHERE
        brand != {own:String}
        AND day >= {first_day:Date} AND day < {end_day:Date} AND day NOT IN {split:Array(Date)}
        AND (brand, day) NOT IN dirty
        AND NOT backlog
        AND
        /*cells*/
        /*fold: AND NOT copy*/
