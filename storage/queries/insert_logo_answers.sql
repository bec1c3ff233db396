INSERT INTO logo_answers (sha256, brand, version, answer, x, y, w, h, at, given_by)
