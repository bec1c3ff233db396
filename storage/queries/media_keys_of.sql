-- The keys of the media store that the pictures at some URLs have, or had: a state that
-- another took the place of a moment ago is among them.
SELECT DISTINCT sha256, thumb
FROM media
PREWHERE url IN urls
WHERE sha256 != '' OR thumb != ''
