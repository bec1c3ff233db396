-- The parts that tables are made of, with the days of those that are divided by them.
SELECT
    p.table, t.uuid::String, t.engine, p.name, p.partition_id, p.min_block_number, p.max_block_number, p.rows,
    if(p.max_date > '1970-01-01', p.min_date, toDate(0)) AS first, if(p.max_date > '1970-01-01', p.max_date, toDate(0)) AS last
FROM system.parts AS p
INNER JOIN system.tables AS t ON t.database = p.database AND t.name = p.table
WHERE p.database = currentDatabase() AND p.active
ORDER BY p.table, p.partition_id, p.min_block_number
