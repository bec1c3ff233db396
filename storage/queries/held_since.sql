-- Posts that wait since some time or longer, the first ones first.
SELECT platform, id, version, post
FROM held_posts FINAL
WHERE since < fromUnixTimestamp64Micro({before:Int64}, 'UTC')
ORDER BY since
LIMIT {limit:UInt64}
