-- How the posts of each source are spread over the weeks up to its newest one,
-- each post once however many brands it mentions.
WITH sumMap([toUInt8((toDayOfWeek(at, 0, 'UTC') - 1) * 24 + toHour(at, 'UTC'))], [toUInt64(1)]) AS hours
SELECT
    source,
    min(at),
    max(at),
    count(),
    hours.1,
    hours.2,
    arrayMax(arrayDifference(arraySort(groupArray(toUnixTimestamp64Micro(at)))))
FROM
(
    SELECT source, at, max(at) OVER (PARTITION BY source) AS last
    FROM
    (
        SELECT source, platform, id, any(created_at) AS at
        FROM mentions FINAL
        WHERE NOT backlog AND day >= {since:Date} AND created_at <= fromUnixTimestamp64Micro({now:Int64}, 'UTC')
        GROUP BY source, platform, id
    )
)
WHERE at >= last - toIntervalSecond({window:Int64})
GROUP BY source
