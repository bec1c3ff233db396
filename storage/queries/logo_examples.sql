-- The uploaded pictures of logos that are in use.
SELECT formatRow('RowBinary', brand, sha256, name, type, data, at, given_by)
FROM logo_examples FINAL
WHERE NOT removed
ORDER BY brand, at, sha256
