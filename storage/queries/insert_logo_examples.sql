INSERT INTO logo_examples (brand, sha256, version, name, type, data, removed, at, given_by)
