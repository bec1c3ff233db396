INSERT INTO captions (sha256, version, model, prompt, step, fault, attempts, said, input_tokens, output_tokens, cost, took_ms, since, at)
