SELECT
    term,
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC')) AS current,
    countIf(created_at < fromUnixTimestamp64Micro({since:Int64}, 'UTC')),
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AND label = 'positive'),
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AND label = 'neutral'),
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AND label = 'negative')
FROM mentions FINAL
ARRAY JOIN terms AS term
WHERE
    /*filter*/
GROUP BY term
HAVING current > 0
ORDER BY current DESC, term
LIMIT {limit:UInt64}
