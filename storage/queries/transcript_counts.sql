-- The recordings whose words are not known, by how far the asking about them got.
SELECT
    multiIf(known.step = 'forgotten' OR known.step = 'given up' AND known.model != {model:String}, '', known.step) AS state,
    state != 'given up' AND has({skip:Array(String)}, wanted.url) AS later,
    if(state IN ('failed', 'given up'), known.fault, '') AS why, count() AS recordings
FROM
(
    SELECT DISTINCT recording.1 AS url
    FROM (SELECT arrayJoin(arrayZip(recordings.url, recordings.type)) AS recording FROM posts FINAL WHERE deleted = 0 AND transcript = '' AND notEmpty(recordings.url))
    WHERE recording.2 != 'gifv'
) AS wanted
LEFT JOIN (SELECT url, model, step, fault FROM transcripts FINAL) AS known ON known.url = wanted.url
WHERE known.step != 'heard'
GROUP BY state, later, why
ORDER BY recordings DESC, state, later, why
LIMIT 200
