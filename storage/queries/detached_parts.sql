-- The parts that were set aside, but for those that a broken larger one covers.
SELECT table, name, ifNull(reason, ''), ifNull(partition_id, ''), ifNull(min_block_number, 0), ifNull(max_block_number, 0), path, modification_time
FROM system.detached_parts
WHERE database = currentDatabase() AND ifNull(reason, '') NOT IN ('ignored', 'covered-by-broken', 'attaching', 'deleting')
ORDER BY table, name
