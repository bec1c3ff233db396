-- The most engaged of those of some mentions that a filter lets through.
SELECT platform, id, created_at, engaged
FROM mentions FINAL
PREWHERE (brand, day, platform, id) IN mentioned
WHERE
    (NOT {after:Bool} OR (engaged, created_at, platform, id) < ({after_engagement:Int64}, fromUnixTimestamp64Micro({after_time:Int64}, 'UTC'), {after_platform:String}, {after_id:String}))
    AND
    /*filter*/
ORDER BY engaged DESC, created_at DESC, platform DESC, id DESC
LIMIT 1 BY platform, id
LIMIT {limit:UInt64}
