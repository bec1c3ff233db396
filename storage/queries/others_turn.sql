-- Whether another turn is under way: one whose holder said so within its life. One that
-- lies ahead, as after the clock was set back, counts for as long.
SELECT count() > 0
FROM
(
    SELECT holder
    FROM turns
    WHERE what = {what:String} AND holder != {holder:String}
    GROUP BY holder
    HAVING max(ended) = 0 AND abs(dateDiff('millisecond', max(at), now64(6, 'UTC'))) < {life:Int64}
)
