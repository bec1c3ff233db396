SELECT platform, id, created_at, ifNull(engagement, -1)
FROM
(
    SELECT platform, id, created_at, engagement
    FROM mentions FINAL
    WHERE
        /*filter*/
    /*fold: ORDER BY created_at, platform, id LIMIT 1 BY copy_group*/
)
WHERE (NOT {after:Bool} OR (created_at, platform, id) < (fromUnixTimestamp64Micro({after_time:Int64}, 'UTC'), {after_platform:String}, {after_id:String}))
ORDER BY created_at DESC, platform DESC, id DESC
LIMIT 1 BY platform, id
LIMIT {limit:UInt64}
