INSERT INTO opinions (platform, id, text_hash, model, label, negative, neutral, positive, quote, fault, version)
