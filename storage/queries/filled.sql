-- The windows of the past that were filled in, as far back as their answers reach,
-- and the days that the posts of imported files are of: posts whose source
-- never ran.
SELECT source, platform, assumeNotNull(greatest(window_from, ifNull(reached, window_from))) AS first, assumeNotNull(window_to) AS end
FROM runs FINAL
WHERE window_from IS NOT NULL AND window_to IS NOT NULL AND finished IS NOT NULL AND state IN ('ok', 'partial') AND first < end
UNION ALL
SELECT
    source,
    platform,
    toDateTime64(toStartOfDay(min(created_at)), 6, 'UTC') AS first,
    toDateTime64(toStartOfDay(max(created_at)) + INTERVAL 1 DAY, 6, 'UTC') AS end
FROM posts
WHERE deleted = 0 AND source NOT IN (SELECT source FROM runs)
GROUP BY source, platform
ORDER BY source, platform, first
