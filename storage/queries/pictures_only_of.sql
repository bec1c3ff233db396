-- The pictures of some posts that no other post shows.
SELECT url
FROM
(
    SELECT arrayJoin(images.url) AS url, (platform, id) IN keys AS own
    FROM posts FINAL
    WHERE deleted = 0 AND hasAny(images.url, (SELECT groupUniqArrayArray(images.url) FROM posts FINAL PREWHERE (platform, id) IN keys))
)
GROUP BY url
HAVING min(own) = 1
ORDER BY url
