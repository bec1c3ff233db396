-- The posts that were dated anew, or that left a brand where {few:Bool} asks for these too,
-- as parts tell by rows of places left, which have the new date; or that have a row on a day
-- named. The first row of each part is there in any case, as a sign that the part still is.
SELECT
    toString(tuple(_part/*, shard*/)), platform, id,
    deleted = 1 AND ({few:Bool} OR toDate(created_at) != day) OR day IN {days:Array(Date)} AS is_moved
FROM mentions
WHERE _part IN {parts:Array(String)} AND (_part_offset = 0 OR is_moved)
