-- The parts of analyses, by what their blocks are numbered.
SELECT toString(tuple(partition_id/*, shard*/)), name, toString(tuple(name/*, shard*/)), min_block_number, max_block_number
FROM system.parts
WHERE database = currentDatabase() AND table = 'analyses' AND active AND rows > 0
ORDER BY 1, 4
