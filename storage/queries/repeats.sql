-- The posts that are not the first of their group of near copies among those let
-- through. Only groups that ever had a copy are put in order.
SELECT repeat.2, repeat.3
FROM
(
    SELECT arrayJoin(arrayPopFront(arraySort(groupUniqArray((created_at, toString(platform), id))))) AS repeat
    FROM mentions FINAL
    WHERE
        copy_group GLOBAL IN (SELECT copy_group FROM mentions WHERE original_id != '' AND day >= {from_day:Date} AND day <= {last_day:Date})
        AND
        /*filter*/
    GROUP BY copy_group
)
