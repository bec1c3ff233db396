-- The posts with mentions whose search keys are of another scheme, from one on,
-- in a span of days.
SELECT platform, id
FROM mentions FINAL
WHERE
    search_scheme != {scheme:UInt16}
    AND day >= {first_day:Date} AND day <= {last_day:Date}
    AND (platform, id) > ({after_platform:String}, {after_id:String})
ORDER BY platform, id
LIMIT 1 BY platform, id
LIMIT {limit:UInt64}
