SELECT uuid::String
FROM system.databases
WHERE name = currentDatabase()
