-- When each source was first asked and when it last answered.
SELECT
    source,
    min(started),
    maxOrNullIf(assumeNotNull(finished), state IN ('ok', 'partial') AND finished IS NOT NULL),
    maxOrNullIf(assumeNotNull(finished), state = 'ok' AND finished IS NOT NULL)
FROM crawl_runs FINAL
WHERE window_from IS NULL
GROUP BY source
