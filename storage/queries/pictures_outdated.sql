-- Pictures, after an address, whose fingerprint is of another scheme than now, or that have
-- their original and in which other logos were looked for.
SELECT url
FROM media FINAL
WHERE
    state = 'ready' AND url > {after:String}
    AND (print_scheme != {scheme:UInt8} OR toUnixTimestamp64Micro(let_go_at) = 0 AND NOT (startsWith(logo_set, {set:String}) AND (logo_set = '' OR {set:String} != '')))
ORDER BY url
LIMIT {limit:UInt64}
