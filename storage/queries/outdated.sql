-- What a deleted post leaves has no analysis.
SELECT count()
FROM analyses FINAL
WHERE analyzer NOT IN ('', {version:String})
