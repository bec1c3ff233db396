-- The posts whose analysis does not show their corrections yet: that of the whole post,
-- or those of single brands.
SELECT platform, id
FROM
(
    SELECT
        platform, id,
        anyIf(label::String, brand = '') AS whole,
        arraySort(groupArrayIf((brand::String, label::String), brand != '' AND label != '')) AS own
    FROM corrections FINAL
    GROUP BY platform, id
) AS wanted
INNER JOIN
(
    SELECT platform, id, corrected, arraySort(arrayMap((b, l) -> (b::String, l::String), corrected_toward.brand, corrected_toward.label)) AS own_corrected
    FROM analyses FINAL
    PREWHERE (platform, id) IN (SELECT platform, id FROM corrections)
) AS stands USING (platform, id)
WHERE whole != corrected OR own != own_corrected
ORDER BY platform, id
