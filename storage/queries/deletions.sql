-- The last news that posts are gone of which nothing was stored when it came.
SELECT post, max(version)
FROM deletions
PREWHERE post IN gone
GROUP BY post
