-- Rows of mentions that a filter lets through, the most engaged first, of those that are at
-- least so engaged. Some may have been replaced since.
SELECT brand, day, platform, id, created_at, engaged
FROM mentions
WHERE
    engaged >= {least:Int64}
    AND (NOT {after:Bool} OR engaged <= {after_engagement:Int64} AND (engaged, created_at, platform, id) < ({after_engagement:Int64}, fromUnixTimestamp64Micro({after_time:Int64}, 'UTC'), {after_platform:String}, {after_id:String}))
    AND
    /*filter*/
ORDER BY engaged DESC, created_at DESC, platform DESC, id DESC
LIMIT {limit:UInt64}
