-- The days that the posts of imported files are of: posts whose source never ran.
SELECT
    source,
    platform,
    toDateTime64(toStartOfDay(min(created_at)), 6, 'UTC') AS first,
    toDateTime64(toStartOfDay(max(created_at)) + INTERVAL 1 DAY, 6, 'UTC') AS end
FROM posts
WHERE deleted = 0 AND source NOT IN (SELECT source FROM runs)
GROUP BY source, platform
ORDER BY source, platform, first
