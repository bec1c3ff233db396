INSERT INTO pictures_let_go (url, version, deleted)
