-- The parts of a table, by what their blocks are numbered, with the place by which a part is
-- told from one of its name on another server.
SELECT toString(tuple(partition_id/*, shard*/)), name, toString(tuple(name/*, shard*/)), min_block_number, max_block_number
FROM system.parts
WHERE database = currentDatabase() AND table = {table:String} AND active AND rows > 0
ORDER BY 1, 4
