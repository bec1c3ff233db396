SELECT platform, id, created_at, ifNull(engagement, -1)
FROM
(
    SELECT platform, id, created_at, engagement
    FROM mentions FINAL
    WHERE
        /*filter*/
    /*fold: ORDER BY created_at, platform, id LIMIT 1 BY copy_group*/
)
WHERE (NOT {after:Bool} OR (ifNull(engagement, -1), created_at, platform, id) < ({after_engagement:Int64}, fromUnixTimestamp64Micro({after_time:Int64}, 'UTC'), {after_platform:String}, {after_id:String}))
ORDER BY ifNull(engagement, -1) DESC, created_at DESC, platform DESC, id DESC
LIMIT 1 BY platform, id
LIMIT {limit:UInt64}
