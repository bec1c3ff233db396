-- The runs that gaps begin and end with: those without an answer, their
-- neighbours, the ends of pauses, and the last of each source. A run is usually
-- as long after the one before as {usual} says; a pause is longer than three
-- times that and than an hour.
WITH ended AS
(
    SELECT
        source, platform, state, started, finished, ifNull(reached, started) AS reached, state IN ('ok', 'partial') AS answered,
        dateDiff('second', lagInFrame(started, 1, started) OVER per_source, started) AS since
    FROM crawl_runs FINAL
    WHERE window_from IS NULL AND finished IS NOT NULL AND started >= fromUnixTimestamp64Micro({since:Int64}, 'UTC')
    WINDOW per_source AS (PARTITION BY source ORDER BY started, id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
SELECT source, platform, state, started, assumeNotNull(finished), reached, usual, pause
FROM
(
    SELECT
        *,
        toFloat64(quantileExactIf(0.5)(since, since > 0) OVER (PARTITION BY source)) AS usual,
        min(answered) OVER (PARTITION BY source ORDER BY started, finished ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) AS around,
        row_number() OVER (PARTITION BY source ORDER BY started DESC, finished DESC) AS from_end,
        leadInFrame(since, 1, 0) OVER (PARTITION BY source ORDER BY started, finished ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING) AS pause
    FROM ended
)
WHERE NOT around OR from_end = 1 OR greatest(since, pause) > greatest(3 * usual, 3600)
ORDER BY source, started, finished
