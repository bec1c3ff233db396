INSERT INTO picture_prints (picture, sha256, hashes, print, version, deleted)
