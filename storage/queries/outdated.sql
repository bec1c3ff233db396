-- The posts analysed by another version, and of them those that it judged without
-- saying from when on a judgement is sure, on all days but those that are counted
-- apart. The row that remains of a deleted post has no analysis.
SELECT sum(posts), sum(undoubted)
FROM analyzer_days FINAL
WHERE analyzer NOT IN ('', {version:String}) AND day NOT IN (SELECT day FROM days)
