-- In the order of the key, so that nothing is sorted or held.
SELECT platform, id, created_at, version, fingerprint, original_platform, original_id
FROM analyses FINAL
WHERE fingerprint != 0
    AND created_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
