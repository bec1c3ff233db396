INSERT INTO corrections (platform, id, label, at, version)
