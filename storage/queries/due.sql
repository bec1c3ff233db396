-- The posts of a source on some days that are to be read again, the most overdue
-- first: those that are overdue by at least so many times the time they have. A post is
-- due when it was not read for a quarter of the age it had then, and for a quarter of
-- that where its engagement was growing; but not within an hour (a quarter of one), and after thirty days at the latest. By a hash no post can be
-- asked for.
WITH
    fromUnixTimestamp64Micro(toInt64(version), 'UTC') AS fetched,
    greatest(3600.0, least(2592000.0, dateDiff('second', created_at, fetched) / 4)) / if(id IN {growing:Array(String)}, 4, 1) AS interval,
    dateDiff('second', fetched, fromUnixTimestamp64Micro({now:Int64}, 'UTC')) AS waited
SELECT platform::String, id, waited / interval AS overdue
FROM mentions FINAL
WHERE
    source = {source:String} AND day IN (SELECT day FROM days)
    AND NOT has({except:Array(String)}, id)
    AND NOT startsWith(id, {hashed:String})
    AND waited > 0 AND waited >= interval * {least:UInt64}
ORDER BY overdue DESC, platform, id
LIMIT 1 BY platform, id
LIMIT {limit:UInt64}
