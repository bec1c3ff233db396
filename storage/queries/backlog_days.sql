-- How many mentions of a filter are listed and in no figure, near copies not folded: of
-- whole days from the rollup, of dirty days and the edges of the period from mentions. See
-- backlog.sql.
SELECT sum(n)
FROM
(
    SELECT mentions AS n
    FROM figure_days FINAL
    WHERE
        backlog
        AND day >= {first_day:Date} AND day < {end_day:Date}
        AND ({brand:String} = '' OR brand = {brand:String})
        AND (brand, day) NOT IN dirty
        AND
        /*cells*/
    UNION ALL
    SELECT count() AS n
    FROM mentions FINAL
    WHERE
        backlog
        AND ((brand, day) IN dirty OR day < {first_day:Date} OR day >= {end_day:Date})
        AND
        /*filter*/
)
