package picture

import (
	"earshot/analyzer/image/fingerprint"
	"earshot/internal/social"
)

// ties are pictures and which of them are connected: a union-find whose roots are the
// least of their sets. named ties the pictures of one family to one another by its name,
// whether or not the picture of that name is there.
type ties struct {
	parent map[string]string
	named  map[string]string
}

func newTies() ties { return ties{parent: map[string]string{}, named: map[string]string{}} }

func (t ties) add(sha string) {
	if _, known := t.parent[sha]; !known {
		t.parent[sha] = sha
	}
}

func (t ties) root(sha string) string {
	t.add(sha)
	for t.parent[sha] != sha {
		t.parent[sha] = t.parent[t.parent[sha]]
		sha = t.parent[sha]
	}
	return sha
}

func (t ties) join(a, b string) {
	a, b = t.root(a), t.root(b)
	t.parent[max(a, b)] = min(a, b)
}

// joinNamed ties a picture to the others of its family.
func (t ties) joinNamed(sha, family string) {
	if other, known := t.named[family]; known {
		t.join(sha, other)
		return
	}
	t.named[family] = sha
}

// joinAlike ties those of prints that are alike and that the index would bring together.
func (t ties) joinAlike(prints []social.PicturePrint) {
	decoded := make([]fingerprint.Fingerprint, len(prints))
	for i, p := range prints {
		decoded[i], _ = fingerprint.Decode(p.Print) // one of another scheme is flat, and alone
	}
	for i, a := range decoded {
		for j, b := range decoded[:i] {
			if t.root(prints[i].SHA256) == t.root(prints[j].SHA256) || !fingerprint.Near(prints[i].Hashes, prints[j].Hashes) {
				continue
			}
			if _, same := fingerprint.Compare(a, b); same {
				t.join(prints[i].SHA256, prints[j].SHA256)
			}
		}
	}
}

// without are the pictures that are not among known.
func (t ties) without(known map[string]bool) []string {
	var all []string
	for sha := range t.parent {
		if !known[sha] {
			all = append(all, sha)
		}
	}
	return all
}

// roots are the names of the families of all pictures: the least of each.
func (t ties) roots() map[string]string {
	roots := make(map[string]string, len(t.parent))
	for sha := range t.parent {
		roots[sha] = t.root(sha)
	}
	return roots
}
