-- Changes with every insert of what figures, lists and pages are made of, whichever
-- process made it: block numbers only grow, in each partition. What is worked out from
-- these tables is left out, as it changes no answer.
SELECT toString(cityHash64(groupArray((table, partition_id, block))))
FROM
(
    SELECT table, partition_id, max(max_block_number) AS block
    FROM system.parts
    WHERE database = currentDatabase() AND active
        AND table IN ('mentions', 'search', 'analyses', 'posts', 'media', 'places', 'runs', 'corrections', 'correction_history', 'opinions', 'addresses')
    GROUP BY table, partition_id/*, shard*/
    ORDER BY table, partition_id/*, shard*/
)
