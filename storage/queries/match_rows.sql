-- Rows of mentions of a period that are as a query asks, at most so many. Some may have been
-- replaced since, for which queries/match_replaced.sql looks.
SELECT DISTINCT brand, day, platform, id
FROM mentions
WHERE
    day >= {from_day:Date} AND day <= {last_day:Date}
    /*search*/
LIMIT {limit:UInt64}
