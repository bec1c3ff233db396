-- The figures of a filter, split as asked. Whole hours or whole clean days come
-- from a rollup, the rest, and everything when {raw} is set, from the mentions
-- themselves. Of brands other than {own}, if it names one and they are let through,
-- only the mentions are counted, for the share of voice.
--
-- What time the clocks show follows from the times at which they were changed,
-- {changes}, and the seconds they are ahead of UTC from then on, {offsets}; so it does
-- not depend on what ClickHouse knows of time zones. An hour is named by when it began,
-- in seconds since 1970, other steps by the seconds from 1970 until then on the clock.
WITH
    s -> roundDown(s, {changes:Array(Int64)}) AS changed,
    s -> s + transform(changed(s), {changes:Array(Int64)}, {offsets:Array(Int64)}, toInt64(0)) AS clock,
    s -> intDiv(clock(s), 86400) AS date,
    s -> multiIf(
        {by:String} = 'hour', greatest(s - clock(s) % 3600, changed(s)),
        {by:String} = 'day', date(s) * 86400,
        {by:String} = 'week', (date(s) - (date(s) + 3) % 7) * 86400,
        {by:String} = 'month', toInt64(toUInt16(toStartOfMonth(toDate(toUInt16(date(s)))))) * 86400,
        toInt64(0)
    ) AS step
SELECT
    bucket,
    if({by_brand:Bool} AND own, brand, '') AS brand_dim,
    if({by_platform:Bool}, platform, '') AS platform_dim,
    if({by_language:Bool}, language, '') AS language_dim,
    sumIf(mentions, own),
    sumIf(positive, own),
    sumIf(neutral, own),
    sumIf(negative, own),
    sumIf(unsure, own),
    sumIf(engagement, own),
    sumIf(engagement_known, own),
    if({authors:Bool}, uniqExactIfMergeIf(authors, own), 0),
    sum(mentions)
FROM
(
    SELECT brand, step(toInt64(toUnixTimestamp(at))) AS bucket, platform, language, mentions, positive, neutral, negative, unsure, engagement, engagement_known, authors, true AS own
    FROM {rollup:Identifier} FINAL
    WHERE
        NOT {raw:Bool}
        AND day >= {first_day:Date} AND day <= {end_day:Date} AND at >= toDateTime({first_whole:Int64}, 'UTC') AND at < toDateTime({end_whole:Int64}, 'UTC')
        AND ({own:String} = '' OR brand = {own:String})
        AND (empty({platforms:Array(String)}) OR platform IN {platforms:Array(String)})
        AND (empty({languages:Array(String)}) OR language IN {languages:Array(String)})
        AND (brand, day) NOT IN dirty
    UNION ALL
    SELECT brand, step(toInt64(toUnixTimestamp(at))) AS bucket, platform, language, mentions, 0, 0, 0, 0, 0, 0, initializeAggregation('uniqExactIfState', 0::UInt64, 0::UInt8), false
    FROM {rollup:Identifier} FINAL
    WHERE
        NOT {raw:Bool}
        AND {own:String} != '' AND {brand:String} = '' AND brand != {own:String}
        AND day >= {first_day:Date} AND day <= {end_day:Date} AND at >= toDateTime({first_whole:Int64}, 'UTC') AND at < toDateTime({end_whole:Int64}, 'UTC')
        AND (empty({platforms:Array(String)}) OR platform IN {platforms:Array(String)})
        AND (empty({languages:Array(String)}) OR language IN {languages:Array(String)})
        AND (brand, day) NOT IN dirty
    UNION ALL
    SELECT
        brand,
        step(intDiv(toUnixTimestamp64Micro(created_at), 1000000)) AS bucket,
        platform,
        language,
        count() AS mentions,
        countIf(label = 'positive') AS positive,
        countIf(label = 'neutral') AS neutral,
        countIf(label = 'negative') AS negative,
        countIf(label = 'unsure') AS unsure,
        sum(ifNull(mentions.engagement, 0)) AS engagement,
        count(mentions.engagement) AS engagement_known,
        uniqExactIfState(author, author != 0) AS authors,
        {own:String} = '' OR brand = {own:String}
    FROM
    (
        SELECT brand, created_at, platform, language, label, engagement, author
        FROM mentions FINAL
        WHERE
            (
                {raw:Bool}
                OR (brand, day) IN dirty
                OR NOT (day >= {first_whole_day:Date} AND day < {end_whole_day:Date})
                AND NOT (created_at >= toDateTime({first_whole:Int64}, 'UTC') AND created_at < toDateTime({end_whole:Int64}, 'UTC'))
            )
            AND NOT backlog
            AND
            /*filter*/
        /*fold: ORDER BY created_at, platform, id LIMIT 1 BY brand, copy_group*/
    ) AS mentions
    GROUP BY brand, bucket, platform, language
)
GROUP BY bucket, brand_dim, platform_dim, language_dim
ORDER BY bucket, brand_dim, platform_dim, language_dim
