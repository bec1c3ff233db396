-- How many mentions hold each term, emotion, intent, aspect or entity, with the
-- label each is counted by: an aspect's own, else that of the post. Copies are
-- folded for each of them apart, so that a row counts what its filter lists.
SELECT
    term,
    countIf(current) AS now,
    countIf(NOT current),
    countIf(current AND judged = 'positive'),
    countIf(current AND judged = 'neutral'),
    countIf(current AND judged = 'negative')
FROM
(
    SELECT
        said.1 AS term,
        said.2 AS judged,
        created_at >= fromUnixTimestamp64Micro({since:Int64}, 'UTC') AS current
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
    /*fold: ORDER BY created_at, platform, id LIMIT 1 BY brand, copy_group, term, current*/
)
GROUP BY term
HAVING now > 0
ORDER BY now DESC, term
LIMIT {limit:UInt64}
