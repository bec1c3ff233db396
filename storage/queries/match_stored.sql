-- The posts of a period whose mentions have no keys yet, and whose keys in search are
-- as a query asks.
SELECT platform, id
FROM search FINAL
WHERE
    scheme = {scheme:UInt16}
    AND (platform, id) IN
    (
        SELECT platform, id
        FROM mentions
        WHERE search_scheme != {scheme:UInt16} AND day >= {from_day:Date} AND day <= {last_day:Date}
    )
    /*search*/
