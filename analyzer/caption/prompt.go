package caption

import (
	"crypto/rand"
	_ "embed" // the prompts
	"fmt"
	"strings"
)

// PromptVersion names the prompts that pictures are described by. A prompt that is changed
// gets a new file and a new version, so that of each description it is known what was asked.
const PromptVersion = "2"

//go:embed prompts/2.txt
var systemPrompt string

//go:embed prompts/2.repair.txt
var repairPrompt string

const (
	// ask is what is said with the picture.
	ask = "Describe this picture."
	// maxShown is how much of an unusable answer the model is shown, in bytes.
	maxShown = 4 << 10
)

// system is the system prompt, and the canary that stands in it: random letters that no
// answer may hold, since whoever says them was made to give away what it was told.
func system() (prompt, canary string) {
	canary = rand.Text()
	return strings.TrimSpace(fmt.Sprintf(systemPrompt, canary)), canary
}

// repair says to the model what is wrong with its answer.
func repair(why string) string { return strings.TrimSpace(fmt.Sprintf(repairPrompt, why)) }

// schema is the JSON Schema of an answer; strict servers want every property required.
func schema() map[string]any {
	text := map[string]any{"type": "string"}
	texts := map[string]any{"type": "array", "items": text}
	properties := map[string]any{
		"caption": text, "objects": texts, "scene": text, "activities": texts, "tags": texts, "visible_text": text,
		"brands": map[string]any{"type": "array", "items": object(map[string]any{
			"name": text, "confidence": map[string]any{"type": "number"}, "where": text,
		}, "name", "confidence", "where")},
		"people_count":     map[string]any{"type": "integer"},
		"sentiment":        map[string]any{"type": "string", "enum": moods},
		"sentiment_reason": text,
		"unsafe":           map[string]any{"type": "boolean"},
	}
	return object(properties, "caption", "objects", "scene", "activities", "tags", "visible_text", "brands", "people_count", "sentiment", "sentiment_reason", "unsafe")
}

// object is the schema of an object that has all of its properties and no other.
func object(properties map[string]any, names ...string) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "required": names, "additionalProperties": false}
}
