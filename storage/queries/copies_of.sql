-- The posts that are stored as near copies of keys.
SELECT platform, id, created_at, version, fingerprint, original_platform, original_id
FROM analyses FINAL
WHERE original_id != '' AND (original_platform, original_id) GLOBAL IN keys AND fingerprint != 0
