-- The posts that show a picture at one of some addresses, the first one first, and how many there are.
SELECT platform, id, count() OVER () AS posts
FROM posts FINAL
WHERE deleted = 0 AND hasAny(images.url, {urls:Array(String)})
ORDER BY created_at, platform, id
LIMIT {limit:UInt64}
