SELECT platform, id, label
FROM corrections FINAL
PREWHERE (platform, id) IN keys
WHERE label != ''
