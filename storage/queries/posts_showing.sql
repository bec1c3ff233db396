-- The posts that show a picture at one of some addresses, the first one first, and how many there are. hasAny has
-- an index, and compares each picture with each address, which takes minutes where these are many: then all posts
-- are looked up in a set of them.
SELECT platform, id, count() OVER () AS posts
FROM posts FINAL
WHERE deleted = 0 AND ((SELECT count() FROM urls) > 100 OR hasAny(images.url, (SELECT groupUniqArray(100)(url) FROM urls)))
    AND arrayExists(u -> u IN (SELECT url FROM urls), images.url)
ORDER BY created_at, platform, id
LIMIT {limit:UInt64}
