SELECT day, token
FROM dirty_source_days
WHERE day >= {since:Date}
GROUP BY day, token
HAVING sum(sign) > 0
ORDER BY day, token
