-- How many stored posts are near copies of each key, and on how many platforms
-- these stand. The index finds every state that ever was a copy; only the newest
-- state of each counts.
SELECT original_platform, original_id, count(), uniqExact(platform)
FROM analyses FINAL
PREWHERE (platform, id) IN (SELECT platform, id FROM analyses WHERE original_id IN (SELECT id FROM keys) AND (original_platform, original_id) IN keys)
WHERE (original_platform, original_id) IN keys
GROUP BY original_platform, original_id
