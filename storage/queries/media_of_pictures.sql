-- What is known of some pictures, at every address that has them.
SELECT formatRow('RowBinary', /*media columns*/)
FROM media FINAL
WHERE sha256 IN {pictures:Array(String)} AND state = 'ready'
ORDER BY width * height DESC, let_go_at, url
LIMIT 1000
