INSERT INTO picture_index (key, hash, picture)
