-- Every label that was given to posts, or taken back, in the order of time.
SELECT platform, id, brand, label, confirmed, given_by, at
FROM correction_history FINAL
PREWHERE (platform, id) IN keys
ORDER BY platform, id, brand, at
