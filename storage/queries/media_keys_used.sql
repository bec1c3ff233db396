-- Those of some keys of the media store under which a picture that is ready has
-- its bytes or its thumbnail.
SELECT DISTINCT key
FROM
(
    SELECT arrayJoin([sha256, thumb]) AS key
    FROM media FINAL
    WHERE state = 'ready'
)
WHERE key IN keys
