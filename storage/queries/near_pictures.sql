-- The pictures that have a hash under one of some keys that is near to one of some hashes: the
-- two differ in at most that many bits. Hashes are only read where there are such keys, and
-- pictures where there are near hashes.
SELECT picture, uniqExact(near) AS hits
FROM
(
    SELECT picture, arrayJoin(arrayFilter(asked -> bitHammingDistance(hash, asked) <= {bits:UInt8}, {hashes:Array(UInt64)})) AS near
    FROM picture_index
    PREWHERE
        key IN (SELECT arrayJoin({keys:Array(UInt32)}))
        AND arrayExists(asked -> bitHammingDistance(hash, asked) <= {bits:UInt8}, {hashes:Array(UInt64)})
)
GROUP BY picture
ORDER BY hits DESC, picture
LIMIT {limit:UInt64}
-- So few rows in so many places are read sooner by one thread that reads them itself than
-- handed from one to another.
SETTINGS max_threads = 1, local_filesystem_read_method = 'pread'
