-- The last version of some posts that wait or waited, and whether it says that they do not.
SELECT platform, id, max(version), argMax(deleted, version)
FROM held_posts
PREWHERE (platform, id) IN keys
GROUP BY platform, id
