-- The posts that show one of some pictures.
SELECT platform, id
FROM posts FINAL
WHERE deleted = 0 AND hasAny(images.url, (SELECT groupUniqArray(url) FROM urls))
ORDER BY platform, id
