-- The figures of a filter, split as asked. Whole clean days come from a rollup,
-- the rest, and everything when {raw} is set, from the mentions themselves.
SELECT
    multiIf(
        {by:String} = 'hour', at,
        {by:String} = 'day', toStartOfDay(at),
        {by:String} = 'week', toDateTime(toMonday(at), 'UTC'),
        {by:String} = 'month', toDateTime(toStartOfMonth(at), 'UTC'),
        toDateTime(0, 'UTC')
    ) AS bucket,
    if({by_brand:Bool}, brand, '') AS brand_dim,
    if({by_platform:Bool}, platform, '') AS platform_dim,
    if({by_language:Bool}, language, '') AS language_dim,
    sum(mentions),
    sum(positive),
    sum(neutral),
    sum(negative),
    sum(engagement),
    sum(engagement_known),
    if({authors:Bool}, uniqExactIfMerge(authors), 0)
FROM
(
    SELECT brand, at, platform, language, mentions, positive, neutral, negative, engagement, engagement_known, authors
    FROM {rollup:Identifier} FINAL
    WHERE
        NOT {raw:Bool}
        AND day >= {first_whole:Date} AND day < {end_whole:Date}
        AND ({brand:String} = '' OR brand = {brand:String})
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
        uniqExactIfState(author, author != 0) AS authors
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
