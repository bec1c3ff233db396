INSERT INTO transcripts (url, version, step, text, model, host, language, certainty, milliseconds, fault, attempts, cost, took_ms, since, at)
