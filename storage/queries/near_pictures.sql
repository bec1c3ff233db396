-- The pictures that have a hash near to one of some: the two differ in at most that many
-- bits. Where that is less than two a part, one part has none or one other bit, so that
-- looking under a key and under those with one bit flipped misses none. Rows of deleted
-- pictures are among them; they have no print.
SELECT picture, uniqExact(asked) AS hits
FROM picture_keys
INNER JOIN
(
    SELECT
        arrayJoin({hashes:Array(UInt64)}) AS asked,
        arrayJoin([0, 1, 2]) AS part,
        toUInt32(bitOr(bitShiftLeft(toUInt64(part), 21), bitXor(bitAnd(bitShiftRight(asked, 1 + 21 * part), 2097151), arrayJoin({flips:Array(UInt64)})))) AS key
) AS probes USING (key)
PREWHERE key IN
(
    SELECT toUInt32(bitOr(bitShiftLeft(toUInt64(part), 21), bitXor(bitAnd(bitShiftRight(asked, 1 + 21 * part), 2097151), arrayJoin({flips:Array(UInt64)}))))
    FROM (SELECT arrayJoin({hashes:Array(UInt64)}) AS asked, arrayJoin([0, 1, 2]) AS part)
)
WHERE bitHammingDistance(hash, asked) <= {bits:UInt8}
GROUP BY picture
ORDER BY hits DESC, picture
LIMIT {limit:UInt64}
