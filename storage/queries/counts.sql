-- The figures of a filter, split as asked. Whole clean days come from a rollup,
-- the rest, and everything when {raw} is set, from the mentions themselves. Of
-- brands other than {own}, if it names one and they are let through, only the
-- mentions are counted, for the share of voice.
SELECT
    multiIf(
        {by:String} = 'hour', at,
        {by:String} = 'day', toStartOfDay(at),
        {by:String} = 'week', toDateTime(toMonday(at), 'UTC'),
        {by:String} = 'month', toDateTime(toStartOfMonth(at), 'UTC'),
        toDateTime(0, 'UTC')
    ) AS bucket,
    if({by_brand:Bool} AND own, brand, '') AS brand_dim,
    if({by_platform:Bool}, platform, '') AS platform_dim,
    if({by_language:Bool}, language, '') AS language_dim,
    sumIf(mentions, own),
    sumIf(positive, own),
    sumIf(neutral, own),
    sumIf(negative, own),
    sumIf(engagement, own),
    sumIf(engagement_known, own),
    if({authors:Bool}, uniqExactIfMergeIf(authors, own), 0),
    sum(mentions)
FROM
(
    SELECT brand, at, platform, language, mentions, positive, neutral, negative, engagement, engagement_known, authors, true AS own
    FROM {rollup:Identifier} FINAL
    WHERE
        NOT {raw:Bool}
        AND day >= {first_whole:Date} AND day < {end_whole:Date}
        AND ({own:String} = '' OR brand = {own:String})
        AND (empty({platforms:Array(String)}) OR platform IN {platforms:Array(String)})
        AND (empty({languages:Array(String)}) OR language IN {languages:Array(String)})
        AND (brand, day) NOT IN dirty
    UNION ALL
    SELECT brand, at, platform, language, mentions, 0, 0, 0, 0, 0, initializeAggregation('uniqExactIfState', 0::UInt64, 0::UInt8), false
    FROM {rollup:Identifier} FINAL
    WHERE
        NOT {raw:Bool}
        AND {own:String} != '' AND {brand:String} = '' AND brand != {own:String}
        AND day >= {first_whole:Date} AND day < {end_whole:Date}
        AND (empty({platforms:Array(String)}) OR platform IN {platforms:Array(String)})
        AND (empty({languages:Array(String)}) OR language IN {languages:Array(String)})
        AND (brand, day) NOT IN dirty
    UNION ALL
    SELECT
        brand,
        if({rollup:String} = 'trend_hours', toStartOfHour(created_at), toStartOfDay(created_at))::DateTime('UTC') AS at,
        platform,
        language,
        count() AS mentions,
        countIf(label = 'positive') AS positive,
        countIf(label = 'neutral') AS neutral,
        countIf(label = 'negative') AS negative,
        sum(ifNull(mentions.engagement, 0)) AS engagement,
        count(mentions.engagement) AS engagement_known,
        uniqExactIfState(author, author != 0) AS authors,
        {own:String} = '' OR brand = {own:String}
    FROM
    (
        SELECT brand, created_at, platform, language, label, engagement, author
        FROM mentions FINAL
        WHERE
            ({raw:Bool} OR NOT (day >= {first_whole:Date} AND day < {end_whole:Date}) OR (brand, day) IN dirty)
            AND
            /*filter*/
        /*fold: ORDER BY created_at, platform, id LIMIT 1 BY brand, copy_group*/
    ) AS mentions
    GROUP BY brand, at, platform, language
)
GROUP BY bucket, brand_dim, platform_dim, language_dim
ORDER BY bucket, brand_dim, platform_dim, language_dim
