-- The posts whose analysis has not looked at their newest opinion yet.
SELECT platform, id
FROM (SELECT platform, id, version FROM opinions FINAL WHERE model != '' AND version > {since:UInt64}) AS wanted
INNER JOIN
(
    SELECT platform, id, opinion_version
    FROM analyses FINAL
    PREWHERE (platform, id) IN (SELECT platform, id FROM opinions WHERE version > {since:UInt64})
) AS stands USING (platform, id)
WHERE version != opinion_version
ORDER BY platform, id
