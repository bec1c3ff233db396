-- What became of asking about some recordings.
SELECT url, step, text, model, host, language, certainty, milliseconds, fault, attempts, cost, took_ms, since, at
FROM transcripts FINAL
PREWHERE url IN urls
