-- Those of some URLs at which a stored post has a picture.
SELECT DISTINCT arrayJoin(arrayIntersect(images.url, (SELECT groupUniqArray(url) FROM urls)))
FROM posts FINAL
WHERE deleted = 0 AND hasAny(images.url, (SELECT groupUniqArray(url) FROM urls))
