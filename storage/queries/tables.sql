SELECT name
FROM system.tables
WHERE database = currentDatabase() AND NOT is_temporary
ORDER BY name
