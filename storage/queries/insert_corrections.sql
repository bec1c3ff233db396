INSERT INTO corrections (platform, id, brand, label, at, version, confirmed, given_by)
