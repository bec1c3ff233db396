INSERT INTO search (platform, id, version, scheme, keys, text)
