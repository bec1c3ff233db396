INSERT INTO pictures_due (url, version, deleted)
