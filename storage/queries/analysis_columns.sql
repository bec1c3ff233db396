created_at, platform, id, language, label, negative, neutral, positive, why.text, why.weight, keywords, hashtags, brands, analyzer,
    /*analysis readings*/,
    sure, sure_from, toward.brand, toward.label, toward.negative, toward.neutral, toward.positive, toward.sure, toward.why_text, toward.why_weight, corrected_toward.brand, corrected_toward.label,
    fingerprint,
    original_platform, original_id, spam, spam_reasons, corrected,
    opinion_model, opinion_label, opinion_negative, opinion_neutral, opinion_positive, opinion_quote, opinion_fault, evidence.brand, evidence.kinds, run_together, seen
