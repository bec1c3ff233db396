SELECT platform, id, created_at, ifNull(engagement, -1)
FROM mentions FINAL
WHERE
    (NOT {after:Bool} OR (created_at, platform, id) < (fromUnixTimestamp64Micro({after_time:Int64}, 'UTC'), {after_platform:String}, {after_id:String}))
    AND
    /*filter*/
ORDER BY created_at DESC, platform DESC, id DESC
LIMIT 1 BY platform, id
LIMIT {limit:UInt64}
