-- The first row of an address was the first one noted.
SELECT address, platform, id, shared
FROM addresses FINAL
PREWHERE address IN addressed
ORDER BY address, version, platform, id
