INSERT INTO claims (platform, id, brand, day, version, writes)
