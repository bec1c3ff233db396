-- Pictures of posts that were not kept, as was noted last some time before, the first ones first.
SELECT url, version
FROM pictures_let_go FINAL
WHERE version < {before:UInt64}
ORDER BY version
LIMIT {limit:UInt64}
