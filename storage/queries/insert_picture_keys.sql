INSERT INTO picture_keys (key, hash, picture, version, deleted)
