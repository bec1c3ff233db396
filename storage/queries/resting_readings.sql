        SELECT
            term,
            if(current, n, 0) AS now,
            if(current, 0, n) AS before,
            if(current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'positive')), toInt64(m.positive), 0) AS positive,
            if(current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'neutral')), toInt64(m.neutral), 0) AS neutral,
            if(current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'negative')), toInt64(m.negative), 0) AS negative,
            if(current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'unsure')), toInt64(m.unsure), 0) AS unsure
        FROM
        (
            SELECT
                term, reading_months.positive AS positive, reading_months.neutral AS neutral, reading_months.negative AS negative, reading_months.unsure AS unsure,
                month >= toDate(fromUnixTimestamp64Micro({since:Int64}, 'UTC')) AS current,
                if(
                    empty({labels:Array(String)}),
                    toInt64(mentions),
                    if(has({labels:Array(String)}, 'positive'), toInt64(positive), 0) + if(has({labels:Array(String)}, 'neutral'), toInt64(neutral), 0)
                    + if(has({labels:Array(String)}, 'negative'), toInt64(negative), 0) + if(has({labels:Array(String)}, 'unsure'), toInt64(unsure), 0)
                    + if(has({labels:Array(String)}, ''), toInt64(mentions) - toInt64(positive) - toInt64(neutral) - toInt64(negative) - toInt64(unsure), 0)
                ) AS n
            FROM reading_months
            WHERE
                kind = {kind:String}
                AND (brand, month, slot, version) IN (SELECT brand, month, slot, version FROM months)
                AND (NOT {hide_spam:Bool} OR NOT spam)
                /*fold: AND NOT copy*/
                /*ranked: AND term IN {candidates:Array(String)}*/
        ) AS m
        UNION ALL
        SELECT
            term,
            sumIf(n, current),
            sumIf(n, NOT current),
            sumIf(toInt64(positive_in_day), current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'positive'))),
            sumIf(toInt64(neutral_in_day), current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'neutral'))),
            sumIf(toInt64(negative_in_day), current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'negative'))),
            sumIf(toInt64(unsure_in_day), current AND (empty({labels:Array(String)}) OR has({labels:Array(String)}, 'unsure')))
        FROM
        (
            SELECT
                value AS term, positive_in_day, neutral_in_day, negative_in_day, unsure_in_day,
                day >= toDate(fromUnixTimestamp64Micro({since:Int64}, 'UTC')) AS current,
                if(
                    empty({labels:Array(String)}),
                    toInt64(in_day),
                    if(has({labels:Array(String)}, 'positive'), toInt64(positive_in_day), 0) + if(has({labels:Array(String)}, 'neutral'), toInt64(neutral_in_day), 0)
                    + if(has({labels:Array(String)}, 'negative'), toInt64(negative_in_day), 0) + if(has({labels:Array(String)}, 'unsure'), toInt64(unsure_in_day), 0)
                    + if(has({labels:Array(String)}, ''), toInt64(in_day) - toInt64(positive_in_day) - toInt64(neutral_in_day) - toInt64(negative_in_day) - toInt64(unsure_in_day), 0)
                ) AS n
            FROM reading_days FINAL
            ARRAY JOIN terms AS value, mentions AS in_day, positive AS positive_in_day, neutral AS neutral_in_day, negative AS negative_in_day, unsure AS unsure_in_day
            WHERE
                kind = {kind:String}
                AND ({brand:String} = '' OR brand = {brand:String})
                AND day >= {first_day:Date} AND day < {end_day:Date} AND day != {parted_day:Date}
                AND (brand, day) NOT IN dirty
                /*months: AND toYYYYMM(day) IN {raw_months:Array(UInt32)} AND (brand, toStartOfMonth(day)) NOT IN (SELECT brand, month FROM months)*/
                AND (NOT {hide_spam:Bool} OR NOT spam)
                /*fold: AND NOT copy*/
                /*ranked: AND value IN {candidates:Array(String)}*/
        )
        WHERE n > 0
        GROUP BY term
