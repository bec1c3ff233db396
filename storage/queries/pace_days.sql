-- How the posts of each source were spread over its days, but for those that are
-- counted apart.
SELECT source::String, day, dated, first, last, hours, longest
FROM source_days FINAL
WHERE day >= {since:Date} AND day < {end:Date} AND dated > 0 AND day NOT IN (SELECT day FROM days)
