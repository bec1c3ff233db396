-- The row that remains of a deleted post has no analysis.
SELECT count()
FROM analyses FINAL
WHERE analyzer NOT IN ('', {version:String})
