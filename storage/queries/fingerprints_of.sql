SELECT platform, id, created_at, version, fingerprint, original_platform, original_id
FROM analyses FINAL
PREWHERE (platform, id) IN keys
