package spec

import (
	"fmt"
	"slices"
)

// maxSampled bounds the items that are looked at for fields that yield nothing.
const maxSampled = 200

// unused names the fields that yield nothing, and what was probably meant.
func (x *explainer) unused(items []node) {
	if x.Posts == 0 {
		return
	}
	items = items[:min(maxSampled, len(items))]
	for _, field := range x.maker.answer.Fields.list() {
		if len(field.rules) == 0 || slices.ContainsFunc(items, func(item node) bool {
			r := reader{node: item, values: x.maker.valuesOf(item), at: x.maker.at}
			return len(r.all(field.name, field.rules)) > 0 || r.err != nil
		}) {
			continue
		}
		key := x.place("fields") + "." + field.name
		hint := ""
		if path := field.rules[0].JSON; path != "" {
			if item, ok := items[0].(jsonNode); ok {
				hint = "; " + whereJSONEnds("an item", item.Result, path)
			}
		}
		x.note(key, "yields nothing in any of %d items%s", len(items), hint)
	}
	x.unusedImages(items)
}

// unusedImages names rules of pictures that find none, and their absence where the
// file promises pictures.
func (x *explainer) unusedImages(items []node) {
	rules := x.maker.answer.Fields.Images
	if len(rules) == 0 {
		if x.file.Images && x.maker.depth == 0 {
			x.note("images", "is true, and no field reads pictures: add images to fields")
		}
		return
	}
	for i, rule := range rules {
		if slices.ContainsFunc(items, func(item node) bool {
			r := reader{node: item, values: x.maker.valuesOf(item), at: x.maker.at}
			return len(r.images([]ImageRule{rule})) > 0 || r.err != nil
		}) {
			continue
		}
		hint := ""
		if item, ok := items[0].(jsonNode); ok && rule.Each != nil {
			hint = "; " + whereJSONEnds("an item", item.Result, rule.Each.JSON)
		}
		x.note(fmt.Sprintf("%s.images[%d]", x.place("fields"), i), "yields no picture in any of %d items%s", len(items), hint)
	}
}
