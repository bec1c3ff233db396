-- Gives the mentions of a range of posts the search keys that an earlier version kept
-- apart, where these are of the same analysis. A row is replaced by itself, so no figure
-- changes.
INSERT INTO mentions
SELECT m.* REPLACE (s.scheme AS search_scheme, s.keys AS search_keys, s.text AS search_text)
FROM
(
    SELECT *
    FROM mentions FINAL
    PREWHERE
        day >= {first_day:Date} AND day <= {last_day:Date}
        AND (platform, id) >= ({first_platform:String}, {first_id:String}) AND (platform, id) <= ({last_platform:String}, {last_id:String})
    WHERE search_scheme != {scheme:UInt16}
) AS m
INNER JOIN
(
    SELECT platform, id, version, scheme, keys, text
    FROM search FINAL
    PREWHERE
        (platform, id) >= ({first_platform:String}, {first_id:String}) AND (platform, id) <= ({last_platform:String}, {last_id:String})
        AND (platform, id) IN
        (
            SELECT platform, id
            FROM mentions
            WHERE search_scheme != {scheme:UInt16} AND day >= {first_day:Date} AND day <= {last_day:Date}
        )
    WHERE scheme = {scheme:UInt16}
) AS s ON m.platform = s.platform AND m.id = s.id AND m.version = s.version
