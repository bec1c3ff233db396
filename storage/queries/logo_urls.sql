-- The addresses behind which a picture of these bytes is.
SELECT url
FROM media FINAL
WHERE state = 'ready' AND sha256 = {sha:String}
ORDER BY url
LIMIT 1000
