-- Pictures that are, or ever were, of some families.
SELECT DISTINCT sha256
FROM picture_families
WHERE family IN {families:Array(String)}
ORDER BY sha256
