-- Those of some URLs at which a stored post has a recording.
SELECT DISTINCT arrayJoin(arrayIntersect(recordings.url, (SELECT groupUniqArray(url) FROM urls)))
FROM posts FINAL
WHERE deleted = 0 AND hasAny(recordings.url, (SELECT groupUniqArray(url) FROM urls))
