-- The posts of a period whose keys and text let a query match them.
SELECT DISTINCT platform, id
FROM mentions FINAL
WHERE
    day >= {from_day:Date} AND day <= {last_day:Date}
    AND search_scheme = {scheme:UInt16}
    /*search*/
