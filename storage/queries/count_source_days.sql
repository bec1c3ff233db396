-- Counts the posts of some days by source, each post once however many brands it
-- mentions: those published up to now, and of a source that is among sources, from
-- its place in starts on. When a post is due to be read again is said in due.sql.
WITH
    arraySort(groupArrayIf(toUnixTimestamp64Micro(at), NOT undated)) AS times,
    groupArrayIf(toHour(at, 'UTC'), NOT undated) AS hours
SELECT
    source,
    day,
    count(),
    arraySort(groupUniqArray(platform::String)),
    countIf(NOT undated),
    minIf(at, NOT undated),
    maxIf(at, NOT undated),
    arrayMap(hour -> toUInt32(countEqual(hours, hour)), range(24)),
    arrayMax(arrayDifference(times)),
    min(state),
    min(greatest(3600.0, least(2592000.0, dateDiff('second', at, fromUnixTimestamp64Micro(toInt64(state), 'UTC')) / 4)))
FROM
(
    SELECT source::String AS source, day, platform, id, any(created_at) AS at, any(backlog) AS undated, min(version) AS state
    FROM mentions FINAL
    WHERE
        day IN (SELECT day FROM days)
        AND created_at <= fromUnixTimestamp64Micro({now:Int64}, 'UTC')
        AND toUnixTimestamp64Micro(created_at) >= transform(source::String, {sources:Array(String)}, {starts:Array(Int64)}, {otherwise:Int64})
    GROUP BY source, day, platform, id
)
GROUP BY source, day
ORDER BY source, day
