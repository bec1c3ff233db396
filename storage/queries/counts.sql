-- The figures of a filter, split as asked. Whole days of a step, and whole hours of what
-- is left, come from the rollup; the rest, the days that are dirty, of those that are not
-- {filled} what is counted by hour, and everything when {raw} is set, from the mentions
-- themselves. Of brands other than {own}, if it names one
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
-- the last column but one tells whether any would have to be. The last one is how many
-- mentions are backlog, or groups of copies of which none is counted, where {raw} is set.
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
    countIf(counted < 0),
    sumIf(waiting, own)
FROM
(
    SELECT brand, step(toInt64(toUInt16(day)) * 86400) AS bucket, platform, language, label, toInt64(mentions) AS counted, engagement AS engaged, toInt64(engagement_known) AS engaged_known, /*authors: authors,*/ true AS own, toInt64(0) AS waiting
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
    /*counted others*/
    /*counted hours*/
    /*hourly authors*/
    /*counted mentions*/
    /*folded*/
)
GROUP BY bucket, brand_dim, platform_dim, language_dim
ORDER BY bucket, brand_dim, platform_dim, language_dim
