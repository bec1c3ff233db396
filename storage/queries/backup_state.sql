-- How a backup or a restore stands that the server is at.
SELECT status::String, error
FROM system.backups
WHERE id = {id:String}
