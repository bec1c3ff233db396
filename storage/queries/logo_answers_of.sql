-- What people say of logos in some pictures.
SELECT sha256, brand, version
FROM logo_answers FINAL
PREWHERE sha256 IN {pictures:Array(String)}
WHERE answer != '' OR w != 0 OR h != 0
