-- Since when the runs of each source cover what was posted, by the brands whose
-- posts were kept. A run whose reach was not noted covers from its start on.
SELECT
    source,
    argMax(platform, started),
    brands,
    min(started),
    max(started),
    min(least(started, ifNull(reached, started)))
FROM crawl_runs FINAL
WHERE window_from IS NULL AND finished IS NOT NULL AND state IN ('ok', 'partial')
GROUP BY source, brands
ORDER BY source, min(started)
