-- From which day on a rollup is filled; no row where nothing of it is.
SELECT since, changed
FROM rollup_spans FINAL
WHERE name = {name:String}
