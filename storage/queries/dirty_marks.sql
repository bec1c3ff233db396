-- The marks that were not taken back, those of the newest days first: these are looked
-- at most, and are to be recomputed first.
SELECT brand, day, token
FROM dirty_days
GROUP BY brand, day, token
HAVING sum(sign) > 0
ORDER BY day DESC, brand, token
