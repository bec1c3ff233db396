-- Those of some posts that a filter lets through.
SELECT DISTINCT platform, id
FROM mentions FINAL
WHERE
    (platform, id) IN keys
    AND
    /*filter*/
