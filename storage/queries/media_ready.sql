-- The pictures whose bytes are in the media store.
SELECT url, sha256, thumb
FROM media FINAL
WHERE state = 'ready'
ORDER BY url
