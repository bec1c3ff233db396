INSERT INTO rollup_spans (name, since, changed)
