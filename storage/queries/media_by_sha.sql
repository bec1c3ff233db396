SELECT formatRow('RowBinary', /*media columns*/)
FROM media FINAL
WHERE sha256 = {sha:String} AND state = 'ready'
ORDER BY caption_model != '' DESC, fetched_at DESC, url
LIMIT 1
