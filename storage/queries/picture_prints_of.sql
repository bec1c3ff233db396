SELECT sha256, hashes, print
FROM picture_prints FINAL
PREWHERE picture IN {pictures:Array(UInt64)}
ORDER BY picture, sha256
