-- Those of some keys of the media store under which a picture that is ready has
-- its bytes or its thumbnail; an original that was let go of is held by nobody.
SELECT DISTINCT key
FROM
(
    SELECT arrayJoin([if(toUnixTimestamp64Micro(let_go_at) = 0, sha256, ''), thumb]) AS key
    FROM media FINAL
    WHERE state = 'ready'
)
WHERE key IN keys
