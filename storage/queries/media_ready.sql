-- The pictures whose bytes are in the media store; of an original that was let go of it is the
-- thumbnail alone.
SELECT url, if(toUnixTimestamp64Micro(let_go_at) = 0, sha256, ''), thumb
FROM media FINAL
WHERE state = 'ready'
ORDER BY url
