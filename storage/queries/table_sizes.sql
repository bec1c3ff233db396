-- What each table holds on disk, compressed, of parts that are in use.
SELECT table, toInt64(sum(rows)), toInt64(sum(bytes_on_disk))
FROM system.parts
WHERE database = currentDatabase() AND active
GROUP BY table
ORDER BY sum(bytes_on_disk) DESC, table
