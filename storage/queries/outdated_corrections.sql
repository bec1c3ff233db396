-- The posts whose analysis does not show their correction yet.
SELECT platform, id
FROM (SELECT platform, id, label FROM corrections FINAL) AS wanted
INNER JOIN
(
    SELECT platform, id, corrected
    FROM analyses FINAL
    PREWHERE (platform, id) IN (SELECT platform, id FROM corrections)
) AS stands USING (platform, id)
WHERE label != corrected
ORDER BY platform, id
