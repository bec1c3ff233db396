-- The figures of a filter, split as asked. Whole days of a step, and whole hours of what
-- is left, come from the rollups; the rest, the days that are dirty, and everything when
-- {raw} is set, from the mentions themselves. Of brands other than {own}, if it names one
-- and they are let through, only the mentions are counted, for the share of voice.
--
-- What time the clocks show follows from the times at which they were changed,
-- {changes}, and the seconds they are ahead of UTC from then on, {offsets}; so it does
-- not depend on what ClickHouse knows of time zones. An hour is named by when it began,
-- in seconds since 1970, other steps by the seconds from 1970 until then on the clock.
-- The days of UTC that lie in two steps are {split}.
--
-- Near copies are folded without putting all in order: what is a copy of nothing counts,
-- then of each group that has copies the first if it is one, and then those that are
-- not first are taken back. This is for sums; distinct authors cannot be taken back, and
-- the last column tells whether any would have to be.
WITH
    s -> roundDown(s, {changes:Array(Int64)}) AS changed,
    s -> /*clock*/ AS clock,
    s -> intDiv(clock(s), 86400) AS date,
    s -> /*step*/ AS step
SELECT
    bucket,
    if({by_brand:Bool} AND own, brand, '') AS brand_dim,
    if({by_platform:Bool}, platform, '') AS platform_dim,
    if({by_language:Bool}, language, '') AS language_dim,
    sumIf(counted, own),
    sumIf(counted, own AND label = 'positive'),
    sumIf(counted, own AND label = 'neutral'),
    sumIf(counted, own AND label = 'negative'),
    sumIf(counted, own AND label = 'unsure'),
    sumIf(engaged, own),
    sumIf(engaged_known, own),
    toUInt64(0 /*authors: + uniqExactIfMergeIf(authors, own)*/),
    sum(counted),
    countIf(counted < 0)
FROM
(
    SELECT brand, step(toInt64(toUInt16(day)) * 86400) AS bucket, platform, language, label, toInt64(mentions) AS counted, engagement AS engaged, toInt64(engagement_known) AS engaged_known, /*authors: authors,*/ true AS own
    FROM figure_days FINAL
    WHERE
        NOT {raw:Bool}
        AND day >= {first_day:Date} AND day < {end_day:Date} AND day NOT IN {split:Array(Date)}
        AND ({own:String} = '' OR brand = {own:String})
        AND (brand, day) NOT IN dirty
        AND NOT backlog
        AND
        /*cells*/
        /*fold: AND NOT copy*/
    UNION ALL
    SELECT brand, step(toInt64(toUInt16(day)) * 86400) AS bucket, platform, language, label, toInt64(mentions), toInt64(0), toInt64(0), /*authors: initializeAggregation('uniqExactIfState', 0::UInt64, 0::UInt8),*/ false
    FROM figure_days FINAL
    WHERE
        NOT {raw:Bool}
        AND {own:String} != '' AND {brand:String} = '' AND brand != {own:String}
        AND day >= {first_day:Date} AND day < {end_day:Date} AND day NOT IN {split:Array(Date)}
        AND (brand, day) NOT IN dirty
        AND NOT backlog
        AND
        /*cells*/
        /*fold: AND NOT copy*/
    UNION ALL
    SELECT brand, step(toInt64(toUnixTimestamp(at))) AS bucket, platform, language, label, toInt64(mentions), engagement, toInt64(engagement_known), /*authors: initializeAggregation('uniqExactIfState', 0::UInt64, 0::UInt8),*/ {own:String} = '' OR brand = {own:String}
    FROM figure_hours FINAL
    WHERE
        NOT {raw:Bool}
        AND day >= {first_hour_day:Date} AND day <= {end_hour_day:Date} AND (day < {first_day:Date} OR day >= {end_day:Date} OR day IN {split:Array(Date)})
        AND at >= toDateTime({first_hour:Int64}, 'UTC') AND at < toDateTime({end_hour:Int64}, 'UTC')
        AND ({brand:String} = '' OR brand = {brand:String})
        AND (brand, day) NOT IN dirty
        AND NOT backlog
        AND
        /*cells*/
        /*fold: AND NOT copy*/
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
            (
                {raw:Bool}
                OR (brand, day) IN dirty
                OR (day < {first_day:Date} OR day >= {end_day:Date} OR day IN {split:Array(Date)})
                AND NOT (created_at >= toDateTime({first_hour:Int64}, 'UTC') AND created_at < toDateTime({end_hour:Int64}, 'UTC'))
            )
            AND NOT backlog
            AND
            /*filter*/
        /*fold: AND original_id = ''*/
        /*sort: ORDER BY created_at, platform, id LIMIT 1 BY brand, copy_group*/
    )
    GROUP BY brand, bucket, platform, language, label
    /*folded*/
)
GROUP BY bucket, brand_dim, platform_dim, language_dim
ORDER BY bucket, brand_dim, platform_dim, language_dim
