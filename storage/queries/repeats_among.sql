-- Which of some posts are not the first of their group of near copies among those let
-- through. The groups that they are of, or were, are found in one narrow column; only
-- rows of these groups are read whole.
SELECT repeat.2, repeat.3
FROM
(
    SELECT arrayJoin(arrayPopFront(arraySort(groupUniqArray((created_at, toString(platform), id))))) AS repeat
    FROM mentions FINAL
    PREWHERE (brand, day, platform, id) IN
    (
        SELECT brand, day, platform, id
        FROM mentions
        WHERE
            day >= {from_day:Date} AND day <= {last_day:Date}
            AND copy_group GLOBAL IN (SELECT copy_group FROM mentions WHERE day >= {first_key_day:Date} AND day <= {last_key_day:Date} AND (platform, id) IN keys)
    )
    WHERE
        /*filter*/
    GROUP BY copy_group
)
WHERE (repeat.2, repeat.3) IN keys
