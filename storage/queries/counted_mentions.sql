    UNION ALL
    SELECT
        brand,
        step(intDiv(toUnixTimestamp64Micro(created_at), 1000000)) AS bucket,
        platform,
        language,
        label,
        toInt64(count()),
        sum(ifNull(engagement, 0)),
        toInt64(count(engagement)),
        /*authors: uniqExactIfState(author, author != 0),*/
        {own:String} = '' OR brand = {own:String}
    FROM
    (
        SELECT brand, created_at, platform, language, label, engagement, author
        FROM mentions FINAL
        WHERE
            (/*which*/)
            AND NOT backlog
            AND
            /*filter*/
        /*fold: AND original_id = ''*/
        /*sort: ORDER BY created_at, platform, id LIMIT 1 BY brand, copy_group*/
    )
    GROUP BY brand, bucket, platform, language, label
