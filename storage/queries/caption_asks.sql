-- What became of asking about some pictures, by their bytes.
SELECT sha256, model, prompt, step, fault, attempts, said, input_tokens, output_tokens, cost, took_ms, since, at
FROM captions FINAL
PREWHERE sha256 IN urls
