-- The families of the pictures of the posts that a filter lets through, those shown last first.
-- A picture that is in no family yet is one by itself.
SELECT name, posts, pictures, platforms, first.2, first.3, first.4, last
FROM
(
    SELECT
        if(grouped.family != '', grouped.family, known.sha256) AS name,
        uniqExact((platform, id)) AS posts,
        uniqExact(known.sha256) AS pictures,
        arraySort(groupUniqArray(platform)) AS platforms,
        min((created_at, platform, id, shown_url)) AS first,
        max(created_at) AS last
    FROM
    (
        SELECT platform, id, created_at, shown_url, shown_alt
        FROM posts FINAL
        ARRAY JOIN images.url AS shown_url, images.alt AS shown_alt
        PREWHERE /*identity*/ IN
        (
            SELECT /*identity*/
            FROM mentions FINAL
            WHERE
                /*filter*/
        )
        WHERE deleted = 0
    ) AS shown
    GLOBAL LEFT JOIN
    (
        SELECT url, state, sha256, ocr, ocr_reader, logo_brands, concat(caption, ' ', ocr, ' ', arrayStringConcat(tags, ' '), ' ', description, ' ', arrayStringConcat(logo_brands, ' ')) AS said
        FROM media FINAL
    ) AS known ON known.url = shown_url
    GLOBAL LEFT JOIN (SELECT sha256, family FROM picture_families FINAL) AS grouped ON grouped.sha256 = known.sha256
    WHERE
        arrayAll(word -> positionCaseInsensitiveUTF8(concat(known.said, ' ', shown_alt), word) > 0, {words:Array(String)})
        AND multiIf(
            {having:String} = 'text', known.ocr != '', {having:String} = 'no-alt', shown_alt = '', {having:String} = 'logo', notEmpty(known.logo_brands),
            {having:String} = 'unread', known.ocr_reader = '', 1)
    GROUP BY name, if(name = '', shown_url, '')
)
ORDER BY last DESC, name, first
LIMIT {limit:UInt64} OFFSET {offset:UInt64}
