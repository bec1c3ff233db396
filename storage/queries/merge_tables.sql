SELECT name, uuid::String, engine, create_table_query, ifNull(total_rows, 0)
FROM system.tables
WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
ORDER BY name
