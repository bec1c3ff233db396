INSERT INTO reading_spans (brand, month, slot, version, changed)
