-- The addresses at which a picture of some bytes is ready.
SELECT url
FROM media FINAL
WHERE sha256 = {sha:String} AND state = 'ready'
ORDER BY url
