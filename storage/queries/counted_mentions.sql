    UNION ALL
    SELECT
        brand,
        step(intDiv(toUnixTimestamp64Micro(created_at), 1000000)) AS bucket,
        platform,
        language,
        label,
        toInt64(countIf(NOT backlog)),
        sumIf(ifNull(engagement, 0), NOT backlog),
        toInt64(countIf(engagement, NOT backlog)),
        /*authors: uniqExactIfState(author, author != 0 AND NOT backlog),*/
        {own:String} = '' OR brand = {own:String},
        toInt64(countIf(backlog))
    FROM
    (
        SELECT brand, created_at, platform, language, label, engagement, author, backlog
        FROM mentions FINAL
        WHERE
            (/*which*/)
            AND ({raw:Bool} OR NOT backlog)
            AND
            /*filter*/
        /*fold: AND original_id = ''*/
        /*sort: ORDER BY backlog, created_at, platform, id LIMIT 1 BY brand, copy_group*/
    )
    GROUP BY brand, bucket, platform, language, label
