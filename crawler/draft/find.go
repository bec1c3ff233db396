package draft

import (
	"strings"
	"unicode"

	"github.com/tidwall/gjson"
)

// The bounds of a search through an answer.
const (
	maxLevels = 6
	maxValues = 20_000
	maxItems  = 20
	maxKeys   = 400
)

// list is a list of objects in an answer.
type list struct {
	// path is where it stands.
	path  string
	count int
	// items are the first ones.
	items []gjson.Result
	// leaves are the single values of items, by their paths, in the order met.
	leaves []leaf
	// lists are the lists within items.
	lists  []leaf
	fields map[string]guess
}

// leaf is a value that items have at a path.
type leaf struct {
	path   string
	words  []string
	values []gjson.Result
}

// findList finds the list whose items look the most like posts.
func findList(root gjson.Result) (best list, ok bool) {
	f := finder{}
	f.walk("", root, 0)
	most := -1
	for _, l := range f.found {
		l.guess()
		if s := l.score(); s > most {
			best, most, ok = l, s, true
		}
	}
	return best, ok
}

type finder struct {
	found []list
	seen  int
}

func (f *finder) walk(path string, v gjson.Result, level int) {
	if level > maxLevels || f.seen > maxValues {
		return
	}
	switch {
	case v.IsArray():
		f.array(path, v)
	case v.IsObject():
		v.ForEach(func(key, value gjson.Result) bool {
			f.seen++
			if at, ok := under(path, key.String()); ok {
				f.walk(at, value, level+1)
			}
			return f.seen <= maxValues
		})
	}
}

func (f *finder) array(path string, v gjson.Result) {
	l := list{path: path}
	if path == "" {
		l.path = "@this"
	}
	v.ForEach(func(_, item gjson.Result) bool {
		f.seen++
		if item.IsObject() {
			if l.count++; len(l.items) < maxItems {
				l.items = append(l.items, item)
			}
		}
		return f.seen <= maxValues
	})
	if l.count > 0 && len(f.found) < 100 {
		for _, item := range l.items {
			l.take("", item, 0)
		}
		f.found = append(f.found, l)
	}
}

// take notes the values of an item.
func (l *list) take(path string, item gjson.Result, level int) {
	item.ForEach(func(key, value gjson.Result) bool {
		at, ok := under(path, key.String())
		switch {
		case !ok:
		case value.IsObject():
			if level < 3 {
				l.take(at, value, level+1)
			}
		case value.IsArray():
			add(&l.lists, at, value)
		case value.Type != gjson.Null:
			add(&l.leaves, at, value)
		}
		return len(l.leaves)+len(l.lists) < maxKeys
	})
}

func add(leaves *[]leaf, path string, value gjson.Result) {
	for i := range *leaves {
		if (*leaves)[i].path == path {
			(*leaves)[i].values = append((*leaves)[i].values, value)
			return
		}
	}
	*leaves = append(*leaves, leaf{path: path, words: wordsOf(path), values: []gjson.Result{value}})
}

// under is the gjson path of a key below a path. Keys that gjson would read as
// something else, and long ones, are left alone.
func under(path, key string) (string, bool) {
	const longest = 60
	if len(wordsOf(key)) == 0 || len(key) > longest || strings.ContainsFunc(key, func(r rune) bool {
		return r != '_' && r != '-' && r != ':' && !(r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)))
	}) {
		return "", false
	}
	if path == "" {
		return key, true
	}
	return path + "." + key, true
}

// wordsOf cuts a path into the words of its keys: user.displayName is user,
// display, name.
func wordsOf(path string) []string {
	var b strings.Builder
	lower := false
	for _, r := range path {
		if unicode.IsUpper(r) && lower {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r) || unicode.IsDigit(r)
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}
