-- The months with mentions whose search keys are of another scheme, and how many of
-- these, the newest first.
SELECT toStartOfMonth(day) AS month, count()
FROM mentions FINAL
WHERE search_scheme != {scheme:UInt16}
GROUP BY month
ORDER BY month DESC
