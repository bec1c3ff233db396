-- The pictures after a digest whose originals were let go of before some time and whose bytes
-- may still be there.
SELECT DISTINCT sha256
FROM media FINAL
WHERE state = 'ready' AND sha256 > {after:String} AND toUnixTimestamp64Micro(let_go_at) BETWEEN 1 AND {before:Int64} AND NOT freed
ORDER BY sha256
LIMIT {limit:UInt64}
