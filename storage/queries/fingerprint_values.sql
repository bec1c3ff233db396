-- Those of earlier states, too, so that the projection by_fingerprint answers.
SELECT created_at, fingerprint
FROM analyses
WHERE intDiv(toUnixTimestamp64Micro(created_at), 864000000000) BETWEEN intDiv({from:Int64}, 864000000000) AND intDiv({to:Int64} - 1, 864000000000)
    AND created_at >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')
    AND created_at < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
    AND fingerprint != 0
