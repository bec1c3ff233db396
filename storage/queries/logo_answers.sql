-- What people say of logos in pictures, as it stands.
SELECT formatRow('RowBinary', sha256, brand, answer, x, y, w, h, at, given_by)
FROM logo_answers FINAL
WHERE answer != ''
ORDER BY at DESC, sha256, brand
LIMIT {limit:UInt64}
