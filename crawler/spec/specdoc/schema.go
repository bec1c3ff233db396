package main

import (
	"encoding/json"
	"reflect"
	"strings"

	"earshot/crawler/spec"
)

// object is a JSON object of the schema; json writes its members by name.
type object = map[string]any

// text is what may stand for a text: YAML reads 100 and true as such too.
var text = []string{"string", "number", "boolean"}

// schema writes the JSON Schema (draft 2020-12) of a platform file.
func schema(shapes []shape) ([]byte, error) {
	defs := object{"filter": filterSchema()}
	for _, s := range shapes {
		defs[s.Name] = shapeSchema(s)
	}
	data, err := json.MarshalIndent(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "An Earshot platform file",
		"$ref":    "#/$defs/" + shapes[0].Name,
		"$defs":   defs,
	}, "", "  ")
	return append(data, '\n'), err
}

func shapeSchema(s shape) object {
	properties, required := object{}, []string{}
	for _, k := range s.Keys {
		property := typeSchema(k.Type)
		property["description"] = plain(k.Says)
		if k.Values != nil {
			property["enum"] = k.Values
			property["type"] = "string"
		}
		properties[k.Name] = property
		if k.Must {
			required = append(required, k.Name)
		}
	}
	def := object{"type": "object", "description": plain(s.Says), "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		def["required"] = required
	}
	return def
}

func typeSchema(t reflect.Type) object {
	switch {
	case t == filterType:
		return object{"$ref": "#/$defs/filter"}
	case oneOrMany(t):
		one := typeSchema(t.Elem())
		return object{"anyOf": []object{one, {"type": "array", "items": one}}}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typeSchema(t.Elem())
	case reflect.Slice:
		return object{"type": "array", "items": typeSchema(t.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": typeSchema(t.Elem())}
	case reflect.Struct:
		return object{"$ref": "#/$defs/" + strings.ToLower(t.Name())}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Interface:
		return object{}
	default:
		return object{"type": text}
	}
}

// filterSchema is a filter: a name, or a name with its argument.
func filterSchema() object {
	properties := object{
		"zone": object{"type": "string", "description": "The time zone of a time that names none, such as Europe/Berlin."},
		"to":   object{"type": text, "description": "What regexp and replace put in; $1 is the first group."},
	}
	names, withArgument := []string{}, []object{}
	for _, f := range spec.FilterKinds() {
		if f.Arg == "" || f.Optional {
			names = append(names, f.Name)
		}
		if f.Arg == "" {
			continue
		}
		properties[f.Name] = object{"type": text, "description": plain(f.Says + ". Argument: " + f.Arg + ".")}
		withArgument = append(withArgument, object{"required": []string{f.Name}})
	}
	return object{
		"description": "A step that changes values: a name, or a name with its argument.",
		"anyOf": []object{
			{"type": "string", "enum": names},
			{"type": "object", "properties": properties, "additionalProperties": false, "oneOf": withArgument},
		},
	}
}

// plain is a text without the marks of Markdown, as editors show it.
func plain(s string) string {
	return strings.ReplaceAll(s, "`", "")
}
