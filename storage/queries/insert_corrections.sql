INSERT INTO corrections (platform, id, brand, label, at, version)
