-- Those of some URLs at which a stored post, or one that waits, has a picture.
SELECT DISTINCT url
FROM
(
    SELECT arrayJoin(arrayIntersect(images.url, (SELECT groupUniqArray(url) FROM urls))) AS url
    FROM posts FINAL
    WHERE deleted = 0 AND hasAny(images.url, (SELECT groupUniqArray(url) FROM urls))
    UNION ALL
    SELECT arrayJoin(arrayIntersect(urls, (SELECT groupUniqArray(url) FROM urls))) AS url
    FROM held_posts FINAL
    WHERE hasAny(urls, (SELECT groupUniqArray(url) FROM urls))
)
