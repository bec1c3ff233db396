-- The pictures of some posts, stored or waiting, that no other post shows.
WITH (
    SELECT groupUniqArray(url)
    FROM
    (
        SELECT arrayJoin(images.url) AS url FROM posts FINAL PREWHERE (platform, id) IN keys
        UNION ALL
        SELECT arrayJoin(urls) AS url FROM held_posts FINAL PREWHERE (platform, id) IN keys
    )
) AS theirs
SELECT url
FROM
(
    SELECT arrayJoin(images.url) AS url, (platform, id) IN keys AS own
    FROM posts FINAL
    WHERE deleted = 0 AND hasAny(images.url, theirs)
    UNION ALL
    SELECT arrayJoin(urls) AS url, (platform, id) IN keys AS own
    FROM held_posts FINAL
    WHERE hasAny(urls, theirs)
)
GROUP BY url
HAVING min(own) = 1
ORDER BY url
