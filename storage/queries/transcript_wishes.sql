-- The recordings whose words are not known and that are not to be skipped, those of posts with
-- the most engagement first, then the most seen ones, and of these the newest.
SELECT wanted.recording.1 AS url, any(wanted.recording.2), max(wanted.recording.3), max(wanted.recording.4), any(wanted.page), max(wanted.engagement) AS reach,
    any(known.step), any(known.text), any(known.model), any(known.host), any(known.language), any(known.certainty), any(known.milliseconds),
    any(known.fault), any(known.attempts), any(known.cost), any(known.took_ms), any(known.since), any(known.at)
FROM
(
    SELECT arrayJoin(arrayZip(recordings.url, recordings.type, recordings.seconds, recordings.bytes)) AS recording, recording.1 AS address, posts.url AS page,
        ifNull(likes, 0) + ifNull(shares, 0) + ifNull(comments, 0) AS engagement, ifNull(views, 0) AS seen, created_at
    FROM posts FINAL
    WHERE deleted = 0 AND transcript = '' AND notEmpty(recordings.url)
) AS wanted
LEFT JOIN (SELECT * FROM transcripts FINAL) AS known ON known.url = wanted.address
WHERE wanted.recording.2 != 'gifv' AND known.step != 'heard' AND NOT has({skip:Array(String)}, wanted.address)
    AND NOT (known.step = 'given up' AND known.model = {model:String})
GROUP BY url
ORDER BY reach DESC, max(wanted.seen) DESC, max(wanted.created_at) DESC, url
LIMIT {limit:UInt64}
