-- The posts of a range that were written while their mentions were given search keys: which
-- of the two rows came last is not known.
SELECT DISTINCT platform, id
FROM
(
    SELECT platform, id
    FROM mentions
    PREWHERE
        day >= {first_day:Date} AND day <= {last_day:Date}
        AND (platform, id) >= ({first_platform:String}, {first_id:String}) AND (platform, id) <= ({last_platform:String}, {last_id:String})
    WHERE search_scheme = {scheme:UInt16}
    GROUP BY brand, day, platform, id, version
    HAVING count() > 1
)
ORDER BY platform, id
