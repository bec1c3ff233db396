-- The pictures in which a logo is only perhaps, the newest first, each once; logos is JSON,
-- empty for nearly all.
SELECT formatRow('RowBinary', /*media columns*/)
FROM media FINAL
WHERE state = 'ready' AND logos LIKE '%"perhaps":true%'
ORDER BY fetched_at DESC, url
LIMIT 1 BY sha256
LIMIT {limit:UInt64}
