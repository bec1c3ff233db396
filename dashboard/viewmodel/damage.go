package viewmodel

import "earshot/internal/social"

// Damage says what of the store is gone or unreadable, a sentence each.
func Damage(found []social.Damage) []string {
	var out []string
	for _, d := range found {
		out = append(out, sentenceCase(d.Sentence())+".")
	}
	return out
}

// Damaged says in one sentence that figures may lack posts; empty where nothing is
// damaged.
func Damaged(found []social.Damage) string {
	if len(found) == 0 {
		return ""
	}
	rows, known := int64(0), true
	for _, d := range found {
		if d.Rows < 0 {
			known = false
			continue
		}
		rows += d.Rows
	}
	out := "Some of what was stored is gone or cannot be read"
	if rows > 0 {
		out += ": " + Plural(rows, "row", "rows")
		if !known {
			out += " or more"
		}
	}
	return out + ". Figures and lists may lack posts; the Sources page says what is missing."
}
