-- The posts of a period of which neither mentions nor search have keys of the program's
-- scheme. Once every mention had its keys, search was emptied.
SELECT DISTINCT platform, id
FROM mentions FINAL
WHERE
    search_scheme != {scheme:UInt16}
    AND day >= {from_day:Date} AND day <= {last_day:Date}
    AND
    (
        (SELECT count() FROM search) = 0
        OR (platform, id) IN (SELECT platform, id FROM search FINAL WHERE scheme != {scheme:UInt16})
    )
