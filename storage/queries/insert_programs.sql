INSERT INTO programs (schema, version, at)
