-- What is known of when the posts of a source were read, day by day, but for the days
-- that are out of date.
SELECT day, fetched, patience, platforms
FROM source_days FINAL
WHERE source = {source:String} AND day >= {since:Date} AND posts > 0 AND day NOT IN (SELECT day FROM days)
