-- Pictures whose posts are to be matched again since some time, the first ones first.
SELECT url
FROM pictures_due FINAL
WHERE version < {before:UInt64}
ORDER BY version
LIMIT {limit:UInt64}
