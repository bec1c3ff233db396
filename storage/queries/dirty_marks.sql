SELECT brand, day, token
FROM dirty_days
GROUP BY brand, day, token
HAVING sum(sign) > 0
ORDER BY brand, day, token
