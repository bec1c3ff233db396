-- Which rows of reading_months count for the months of each brand: those of a slot
-- and version, or none where the version is 0.
SELECT brand, month, slot, version, changed
FROM reading_spans FINAL
ORDER BY month DESC, brand
