-- The runs that gaps begin and end with: those without an answer, their
-- neighbours, the ends of pauses, and the last of each source. A run is usually
-- as long after the one before as {usual} says; a pause is longer than three
-- times that and than an hour.
SELECT source, end.1.4, end.1.5, end.1.1, end.1.2, end.1.6, usual, end.2
FROM
(
    SELECT
        source,
        arraySort(groupArray((started, finished, id, platform, state, reached, answered))) AS runs,
        arrayDifference(arrayMap(r -> toUnixTimestamp(r.1), runs)) AS since,
        arrayPushBack(arrayPopFront(since), 0) AS pauses,
        arraySort(arrayFilter(s -> s > 0, since)) AS between,
        if(empty(between), 0, between[intDiv(length(between), 2) + 1])::Float64 AS usual,
        greatest(3 * usual, 3600) AS longest,
        length(runs) AS last,
        arrayMap(r -> r.7, runs) AS answers,
        arrayFilter(
            (end, i, s, p, a, before, after) -> NOT (a AND before AND after) OR i = last OR greatest(s, p) > longest,
            arrayZip(runs, pauses), arrayEnumerate(since), since, pauses, answers,
            arrayPushFront(arrayPopBack(answers), true), arrayPushBack(arrayPopFront(answers), true)
        ) AS ends
    FROM
    (
        SELECT source, platform::String AS platform, state::String AS state, started, assumeNotNull(crawl_runs.finished) AS finished, id, ifNull(reached, started) AS reached, state IN ('ok', 'partial') AS answered
        FROM crawl_runs FINAL
        WHERE window_from IS NULL AND isNotNull(crawl_runs.finished) AND started >= fromUnixTimestamp64Micro({since:Int64}, 'UTC')
    )
    GROUP BY source
)
ARRAY JOIN ends AS end
ORDER BY source, end.1.1, end.1.2
