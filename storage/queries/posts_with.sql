-- The posts that have one of some pictures or recordings.
SELECT platform, id
FROM posts FINAL
WHERE deleted = 0 AND (hasAny(images.url, (SELECT groupUniqArray(url) FROM urls)) OR hasAny(recordings.url, (SELECT groupUniqArray(url) FROM urls)))
ORDER BY platform, id
