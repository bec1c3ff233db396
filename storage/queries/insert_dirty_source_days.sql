INSERT INTO dirty_source_days (day, token, sign)
