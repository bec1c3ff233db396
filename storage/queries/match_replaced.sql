-- Which of some mentions are stored in more than one state, as long as these are not merged.
SELECT brand, day, platform, id
FROM mentions
PREWHERE (brand, day, platform, id) IN mentioned
GROUP BY brand, day, platform, id
HAVING count() > 1
