-- The digests of the pictures at some addresses.
SELECT url, sha256
FROM media FINAL
PREWHERE url IN urls
WHERE sha256 != '' AND state = 'ready'
