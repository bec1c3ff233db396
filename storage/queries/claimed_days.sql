-- The days on which posts have mentions, or had.
SELECT DISTINCT day
FROM claims
PREWHERE (platform, id) IN keys
