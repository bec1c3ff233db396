-- Changes with every insert, whichever process made it: block numbers only grow.
SELECT toString(groupArray((table, block)))
FROM
(
    SELECT table, max(max_block_number) AS block
    FROM system.parts
    WHERE database = currentDatabase() AND table IN ('mentions', 'search', 'analyses', 'posts') AND active
    GROUP BY table
    ORDER BY table
)
