-- The windows of the past that were filled in, as far back as their answers reach.
SELECT source, platform, assumeNotNull(greatest(window_from, ifNull(reached, window_from))) AS first, assumeNotNull(window_to) AS end
FROM crawl_runs FINAL
WHERE window_from IS NOT NULL AND window_to IS NOT NULL AND finished IS NOT NULL AND state IN ('ok', 'partial') AND first < end
ORDER BY source, platform, first
