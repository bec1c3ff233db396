-- Pictures that have their original and in which other logos were looked for than now, after an address.
SELECT url
FROM media FINAL
WHERE state = 'ready' AND toUnixTimestamp64Micro(let_go_at) = 0 AND url > {after:String} AND NOT (startsWith(logo_set, {set:String}) AND (logo_set = '' OR {set:String} != ''))
ORDER BY url
LIMIT {limit:UInt64}
