-- Those of some URLs at which a stored post, or one that waits, has a picture. hasAny has an index, and compares
-- each picture with each address: where these are many all posts are looked up in a set of them, as in posts_showing.
SELECT DISTINCT url
FROM
(
    SELECT arrayJoin(arrayFilter(u -> u IN (SELECT url FROM urls), images.url)) AS url
    FROM posts FINAL
    WHERE deleted = 0 AND ((SELECT count() FROM urls) > 100 OR hasAny(images.url, (SELECT groupUniqArray(100)(url) FROM urls)))
    UNION ALL
    SELECT arrayJoin(arrayFilter(u -> u IN (SELECT url FROM urls), held_posts.urls)) AS url
    FROM held_posts FINAL
    WHERE (SELECT count() FROM urls) > 100 OR hasAny(held_posts.urls, (SELECT groupUniqArray(100)(url) FROM urls))
)
