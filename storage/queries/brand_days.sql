-- The brand-days of the newest month before a day that have, or had, mentions.
WITH (SELECT toYYYYMM(max(day)) FROM mentions WHERE brand != '' AND day < {before:Date}) AS newest
SELECT DISTINCT brand, day
FROM mentions
WHERE brand != '' AND day < {before:Date} AND toYYYYMM(day) = newest
ORDER BY brand, day
