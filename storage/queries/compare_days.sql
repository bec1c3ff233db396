-- The mentions of some brand-days that are there and should not be, or should and are
-- not: those of a post that is not stored, those that are too many, and those that
-- are missing.
WITH claimed AS (SELECT platform, id FROM claims WHERE (brand, day) IN days UNION DISTINCT SELECT platform, id FROM mentions WHERE (brand, day) IN days),
    held AS (SELECT platform, id FROM posts WHERE (platform, id) IN claimed)
SELECT platform, id, brand, day, max(stored) AS is_stored, sum(there) AS is_there, any(source) AS from_source
FROM
(
    SELECT platform::String AS platform, id, brand::String AS brand, day, version, 0 AS wanted, 1 AS there, ((platform, id) IN held)::UInt8 AS stored, source::String AS source
    FROM mentions FINAL
    WHERE (brand, day) IN days
    UNION ALL
    SELECT p.platform::String, p.id, b, p.on_day, a.version, 1, 0, 1, ''
    FROM (SELECT platform, id, toDate(created_at) AS on_day FROM posts FINAL WHERE deleted = 0 AND (platform, id) IN claimed) AS p
    INNER JOIN (SELECT platform, id, version, brands FROM analyses FINAL WHERE (platform, id) IN claimed) AS a USING (platform, id)
    ARRAY JOIN if(empty(arrayFilter(x -> x != '', a.brands)), [''], arrayDistinct(arrayFilter(x -> x != '', a.brands)))::Array(String) AS b
    WHERE (b, p.on_day) IN days
)
GROUP BY platform, id, brand, day
HAVING sum(wanted) != sum(there) OR min(version) != max(version)
ORDER BY platform, id, brand, day
LIMIT {most:UInt64}
SETTINGS max_threads = 1
