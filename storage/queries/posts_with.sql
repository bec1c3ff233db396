-- The posts that have one of some pictures or recordings. hasAny has an index, and compares each picture with each
-- address: where these are many all posts are looked up in a set of them, as in posts_showing.
SELECT platform, id
FROM posts FINAL
WHERE deleted = 0
    AND
    (
        (SELECT count() FROM urls) > 100
        OR hasAny(images.url, (SELECT groupUniqArray(100)(url) FROM urls))
        OR hasAny(recordings.url, (SELECT groupUniqArray(100)(url) FROM urls))
    )
    AND (arrayExists(u -> u IN (SELECT url FROM urls), images.url) OR arrayExists(u -> u IN (SELECT url FROM urls), recordings.url))
ORDER BY platform, id
