-- The posts of a period whose keys are as a query asks, and those whose keys are
-- of another scheme. The inner reading, without FINAL, lets the index leave out
-- most; the outer one holds against each post's newest keys.
SELECT platform, id, (scheme = {scheme:UInt16})::Bool, if({reread:Bool}, keys, []), if({reread:Bool}, text, '')
FROM search FINAL
PREWHERE (platform, id) IN
(
    SELECT platform, id
    FROM search
    WHERE
        ((/*keys*/) OR scheme != {scheme:UInt16})
        AND (NOT {bounded:Bool} OR (platform, id) IN (SELECT platform, id FROM mentions WHERE day >= {from_day:Date} AND day <= {last_day:Date}))
)
WHERE (/*keys*/) OR scheme != {scheme:UInt16}
