-- Every address that has one of some pictures.
SELECT DISTINCT url
FROM media FINAL
WHERE sha256 IN {pictures:Array(String)} AND state = 'ready'
