-- The inner query finds earlier states, too, so that the projection by_fingerprint
-- answers it; the newest of those it finds are read by key.
SELECT platform, id, created_at, version, fingerprint, original_platform, original_id
FROM analyses FINAL
PREWHERE (platform, id) IN (
    SELECT platform, id
    FROM analyses
    WHERE intDiv(toUnixTimestamp64Micro(created_at), 864000000000) BETWEEN intDiv({from:Int64}, 864000000000) AND intDiv({to:Int64} - 1, 864000000000)
        AND created_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')
        AND created_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
        AND fingerprint IN among
        AND (original_id = '' OR NOT {originals:Bool})
)
WHERE fingerprint != 0
