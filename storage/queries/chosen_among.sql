-- Which of some posts a filter lets through, looked for where they ever had places.
SELECT DISTINCT platform, id
FROM mentions FINAL
PREWHERE (brand, day, platform, id) IN (SELECT brand, day, platform, id FROM claims WHERE (platform, id) IN keys)
WHERE
    (platform, id) IN keys
    AND
    /*filter*/
