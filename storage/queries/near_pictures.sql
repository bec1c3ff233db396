-- The pictures that have a hash near to one of some: the two differ in at most that many
-- bits. Where that is less than two a part, one part has none or one other bit, so that
-- looking under a key and under those with one bit flipped misses none. Hashes are only
-- read where there are such keys, and pictures where there are near hashes.
SELECT picture, uniqExact(near) AS hits
FROM
(
    SELECT picture, arrayJoin(arrayFilter(asked -> bitHammingDistance(hash, asked) <= {bits:UInt8}, {hashes:Array(UInt64)})) AS near
    FROM picture_index
    PREWHERE
        key IN
        (
            SELECT toUInt32(bitOr(bitShiftLeft(toUInt64(part), 21), bitXor(bitAnd(bitShiftRight(asked, 1 + 21 * part), 2097151), arrayJoin({flips:Array(UInt64)}))))
            FROM (SELECT arrayJoin({hashes:Array(UInt64)}) AS asked, arrayJoin([0, 1, 2]) AS part)
        )
        AND arrayExists(asked -> bitHammingDistance(hash, asked) <= {bits:UInt8}, {hashes:Array(UInt64)})
)
GROUP BY picture
ORDER BY hits DESC, picture
LIMIT {limit:UInt64}
