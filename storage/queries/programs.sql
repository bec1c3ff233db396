-- The version that wrote the newest of some schemas.
SELECT version
FROM programs FINAL
WHERE schema >= {schema:Int64}
ORDER BY schema DESC
LIMIT 1
