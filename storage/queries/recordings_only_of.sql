-- The recordings of some posts that no other post has, of those that were asked about.
SELECT url
FROM
(
    SELECT arrayJoin(recordings.url) AS url, (platform, id) IN keys AS own
    FROM posts FINAL
    WHERE deleted = 0 AND hasAny(recordings.url, (SELECT groupUniqArrayArray(recordings.url) FROM posts FINAL PREWHERE (platform, id) IN keys))
)
WHERE url GLOBAL IN (SELECT url FROM transcripts FINAL WHERE step != 'forgotten')
GROUP BY url
HAVING min(own) = 1
ORDER BY url
