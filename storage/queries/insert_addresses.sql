INSERT INTO addresses (address, platform, id, shared, version, deleted)
