SELECT sha256, family, version
FROM picture_families FINAL
PREWHERE sha256 IN {pictures:Array(String)}
