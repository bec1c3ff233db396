-- The answers that do not stand beside their pictures yet, each with the URLs of those.
SELECT told.sha256, groupArray(lacking.url)
FROM (SELECT sha256 FROM captions FINAL WHERE step = 'said' ORDER BY sha256 LIMIT {limit:UInt64}) AS told
LEFT JOIN (SELECT url, sha256 FROM media FINAL WHERE state = 'ready' AND caption_model = '' AND sha256 != '') AS lacking ON lacking.sha256 = told.sha256
GROUP BY told.sha256
ORDER BY told.sha256
