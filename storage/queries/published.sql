-- The posts of a source that were published in a time, in microseconds since 1970, the
-- newest first.
SELECT platform::String, id
FROM mentions FINAL
WHERE
    source = {source:String}
    AND day >= {since:Date} AND day <= {until:Date}
    AND created_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
ORDER BY created_at DESC, platform, id
LIMIT 1 BY platform, id
LIMIT 100000
