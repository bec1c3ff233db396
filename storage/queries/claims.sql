SELECT platform, id, brand, day, max(version), sum(writes)
FROM claims
WHERE (platform, id) IN keys
GROUP BY platform, id, brand, day
