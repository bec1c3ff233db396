INSERT INTO correction_history (platform, id, brand, at, label, confirmed, given_by)
