-- The days that may have mentions and at most how many. Without FINAL, so that
-- replaced and deleted rows count as well: looking where nothing is does no harm.
SELECT day, count()
FROM mentions
WHERE
    /*filter*/
GROUP BY day
ORDER BY day
