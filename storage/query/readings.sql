-- How many mentions hold each term, emotion, intent, aspect or entity, with the
-- label each is counted by: an aspect's own, else that of the post.
SELECT
    said.1 AS term,
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC')) AS current,
    countIf(created_at < fromUnixTimestamp64Micro({since:Int64}, 'UTC')),
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AND said.2 = 'positive'),
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AND said.2 = 'neutral'),
    countIf(created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AND said.2 = 'negative')
FROM mentions FINAL
ARRAY JOIN multiIf(
    {of:String} = 'terms', arrayMap(t -> (t, toString(label)), terms),
    {of:String} = 'emotions', if(emotion = '', [], [(toString(emotion), toString(label))]),
    {of:String} = 'intents', arrayMap(i -> (toString(i), toString(label)), intents),
    {of:String} = 'aspects', arrayMap((t, l) -> (t, toString(l)), aspects.term, aspects.label),
    arrayMap(e -> (e, toString(label)), entities)
) AS said
WHERE
    /*filter*/
GROUP BY term
HAVING current > 0
ORDER BY current DESC, term
LIMIT {limit:UInt64}
