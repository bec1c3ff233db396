-- How many mentions of a filter are listed and in no figure: those of posts without a
-- readable date that were there when their source was first read. A group of folded
-- copies counts where nothing of it is in the figures. Only what ever was backlog, and
-- its copies, is gone through.
WITH
    undated AS
    (
        SELECT brand, day, platform, id, copy_group
        FROM mentions
        WHERE backlog AND day >= {from_day:Date} AND day <= {last_day:Date} AND ({brand:String} = '' OR brand = {brand:String})
    )
SELECT count()
FROM
(
    SELECT min(backlog) AS uncounted
    FROM mentions FINAL
    WHERE
        (
            (brand, day, platform, id) IN (SELECT brand, day, platform, id FROM undated)
            OR {fold_copies:Bool} AND copy_group GLOBAL IN (SELECT copy_group FROM undated)
        )
        AND
        /*filter*/
    GROUP BY brand, if({fold_copies:Bool}, copy_group, 0), if({fold_copies:Bool}, '', platform), if({fold_copies:Bool}, '', id)
)
WHERE uncounted
