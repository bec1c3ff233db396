INSERT INTO picture_families (sha256, family, version, deleted)
