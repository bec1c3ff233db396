-- The pictures after a digest whose bytes were fetched before some time at every address that has
-- them, and are kept. Of those that answers and examples about logos are, the originals stay.
SELECT sha256
FROM media FINAL
WHERE state = 'ready' AND sha256 > {after:String} AND toUnixTimestamp64Micro(let_go_at) = 0
    AND sha256 GLOBAL NOT IN (SELECT sha256 FROM logo_answers FINAL WHERE answer != '' UNION ALL SELECT sha256 FROM logo_examples FINAL WHERE NOT removed)
GROUP BY sha256
HAVING max(toUnixTimestamp64Micro(stored_at)) < {before:Int64} AND countIf(thumb = '') = 0
ORDER BY sha256
LIMIT {limit:UInt64}
