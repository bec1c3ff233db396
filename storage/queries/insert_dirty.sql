INSERT INTO dirty_days (brand, day, token, sign)
