package spec

import "strings"

// itemName is what placeholders for a part of the item begin with.
const itemName = "item."

// pickItem looks up the parts of the item that a template names.
func (r *reader) pickItem(template string) {
	if !strings.Contains(template, "{"+itemName) {
		return
	}
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		if path, ok := strings.CutPrefix(m[1], itemName); ok {
			r.values[m[1]] = one(r.node.pick(Selector{JSON: path}))
		}
	}
}

// itemNames are the parts of an item that a template names. Pages in HTML have
// no paths.
func (c *checker) itemNames(template string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		if strings.HasPrefix(m[1], itemName) && c.file.Format == "json" {
			names = append(names, m[1])
		}
	}
	return names
}
