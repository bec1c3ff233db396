SELECT source, max(finished)
FROM runs FINAL
WHERE state = 'ok' AND window_from IS NULL AND finished IS NOT NULL
GROUP BY source
