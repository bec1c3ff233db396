INSERT INTO write_probe (name, at)
