-- The pictures that want a caption and are not to be skipped, those of posts with the
-- most engagement first, then the most seen ones, and of these the oldest.
SELECT lacking.sha256 AS picture, any(lacking.thumb), max(shown.reach) AS most,
    any(known.model), any(known.prompt), any(known.step), any(known.fault), any(known.attempts), any(known.said),
    any(known.input_tokens), any(known.output_tokens), any(known.cost), any(known.took_ms), any(known.since), any(known.at)
FROM
(
    SELECT url, sha256, thumb, fetched_at
    FROM media FINAL
    WHERE state = 'ready' AND caption_model = '' AND sha256 != ''
) AS lacking
LEFT JOIN
(
    SELECT url, max(engagement) AS reach, max(views) AS seen
    FROM
    (
        SELECT arrayJoin(images.url) AS url, ifNull(likes, 0) + ifNull(shares, 0) + ifNull(comments, 0) AS engagement, ifNull(views, 0) AS views
        FROM posts FINAL
        WHERE deleted = 0 AND notEmpty(images.url)
    )
    WHERE url GLOBAL IN (SELECT url FROM media FINAL WHERE state = 'ready' AND caption_model = '' AND sha256 != '')
    GROUP BY url
) AS shown ON shown.url = lacking.url
LEFT JOIN (SELECT * FROM captions FINAL) AS known ON known.sha256 = lacking.sha256
WHERE known.step != 'said' AND NOT has({skip:Array(String)}, lacking.sha256)
    AND NOT (known.step = 'given up' AND known.model = {model:String} AND known.prompt = {prompt:String})
GROUP BY lacking.sha256
ORDER BY most DESC, max(shown.seen) DESC, min(lacking.fetched_at), lacking.sha256
LIMIT {limit:UInt64}
