-- Holds posts, analyses and claims against one another, of the posts in a range
-- or of those in matching, and tells of each brand-day what mentions should hold of them.
-- fault is a sum of: 1 not in posts, 2 without claims, 4 without an analysis, 16
-- with an analysis of another state, 32 with a claim of a later write than is stored.
SELECT
    brand, day,
    countIf(wanted) AS mentions,
    sumIf(sipHash64(platform, id, analysed), wanted) AS hash,
    countIf(posted > 0 AND NOT gone AND number = 1) AS posts,
    groupArrayIf(100000)(platform, fault > 0 AND number = 1) AS platforms,
    groupArrayIf(100000)(id, fault > 0 AND number = 1) AS ids,
    groupArrayIf(100000)(fault, fault > 0 AND number = 1) AS faults,
    groupArrayIf(100000)(claimed, fault > 0 AND number = 1) AS claims,
    countIf(fault > 0 AND number = 1) AS faulty
FROM
(
    SELECT
        platform, id, gone, posted, analysed, claimed,
        if(posted > 0, posted_on, if(claimed > 0, claimed_on, analysed_on)) AS day,
        posted > 0 AND NOT gone AND analysed > 0 AS wanted,
          if(posted = 0, 1, 0)
        + if(posted > 0 AND claimed = 0, 2, 0)
        + if(posted > 0 AND NOT gone AND analysed = 0, 4, 0)
        + if(posted > 0 AND analysed > 0 AND intDiv(posted, 4096) != intDiv(analysed, 4096), 16, 0)
        + if(posted > 0 AND analysed > 0 AND claimed > greatest(analysed, posted), 32, 0) AS fault,
        if(empty(named), [''], named) AS brands
    FROM
    (
        SELECT
            platform, id,
            max(p) AS posted, max(a) AS analysed, max(c) AS claimed, max(d) = 1 AS gone,
            anyIf(on_day, p > 0) AS posted_on, anyIf(on_day, a > 0) AS analysed_on, argMaxIf(on_day, c, c > 0) AS claimed_on,
            arrayDistinct(arrayFilter(b -> b != '', groupArrayArray(in_brands))) AS named
        FROM
        (
            SELECT platform::String AS platform, id, version AS p, toUInt64(0) AS a, toUInt64(0) AS c, deleted AS d, toDate(created_at) AS on_day, []::Array(String) AS in_brands
            FROM posts FINAL
            WHERE (platform > {from_platform:String} OR (platform = {from_platform:String} AND id > {from_id:String})) AND ({open:Bool} OR platform < {platform:String} OR (platform = {platform:String} AND id <= {id:String})) AND ({all:Bool} OR (platform, id) IN matching)
            UNION ALL
            SELECT platform::String, id, 0, version, 0, 0, toDate(created_at), brands::Array(String)
            FROM analyses FINAL
            WHERE (platform > {from_platform:String} OR (platform = {from_platform:String} AND id > {from_id:String})) AND ({open:Bool} OR platform < {platform:String} OR (platform = {platform:String} AND id <= {id:String})) AND ({all:Bool} OR (platform, id) IN matching)
            UNION ALL
            SELECT platform::String, id, 0, 0, version, 0, day, []
            FROM claims
            WHERE (platform > {from_platform:String} OR (platform = {from_platform:String} AND id > {from_id:String})) AND ({open:Bool} OR platform < {platform:String} OR (platform = {platform:String} AND id <= {id:String})) AND ({all:Bool} OR (platform, id) IN matching)
        )
        GROUP BY platform, id
    )
)
ARRAY JOIN brands AS brand, arrayEnumerate(brands) AS number
GROUP BY brand, day
SETTINGS max_threads = 1
