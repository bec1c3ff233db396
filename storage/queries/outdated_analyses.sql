-- The posts analysed by another version, and of them those that it judged without
-- saying from when on a judgement is sure, counted from all analyses.
SELECT count(), countIf(label != '' AND sure_from = 0)
FROM analyses FINAL
WHERE analyzer NOT IN ('', {version:String})
