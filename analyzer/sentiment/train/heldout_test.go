package train_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"earshot/analyzer/sentiment/train"
)

// TestHeldOutThird: about a third of val.tsv is held out, a copy with another user
// name with its original, and neither run learns from it.
func TestHeldOutThird(t *testing.T) {
	dir := t.TempDir()
	set := generated("xa_one", "xa", 900, 11)
	if err := os.MkdirAll(filepath.Join(dir, "xa_one"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string][]train.Row{"train.tsv": set.Train, "val.tsv": set.Validation} {
		var text bytes.Buffer
		for _, r := range rows {
			fmt.Fprintf(&text, "%d\t%s\n", r.Label, r.Text)
		}
		if err := os.WriteFile(filepath.Join(dir, "xa_one", name), text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := train.ReadDataset(dir, "xa_one")
	if err != nil {
		t.Fatal(err)
	}
	if n, all := len(got.Held), len(set.Validation); n < all/4 || n > all/2 || n+len(got.Validation) != all {
		t.Errorf("%d texts are held out and %d are not, of %d", n, len(got.Validation), all)
	}
	for _, r := range got.Held {
		if !train.HeldOut("@someone " + r.Text) {
			t.Fatalf("%q is held out, and not with a user name before it", r.Text)
		}
	}
	measured, whole, err := train.TrainOnAll([]train.Dataset{got}, options())
	if err != nil {
		t.Fatal(err)
	}
	leaking := got
	leaking.Train = append(leaking.Train[:len(leaking.Train):len(leaking.Train)], got.Held...)
	leaking.Validation = append(leaking.Validation[:len(leaking.Validation):len(leaking.Validation)], got.Held...)
	for i := range leaking.Held {
		leaking.Held[i].Label = 0 // a label of the held-out third is never read
	}
	measured2, whole2, err := train.TrainOnAll([]train.Dataset{leaking}, options())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(measured, measured2) || !bytes.Equal(whole, whole2) {
		t.Error("held-out texts among the others changed the model")
	}
}

// TestGeneratedSets: every template is readable, and the same seed gives the same
// texts.
func TestGeneratedSets(t *testing.T) {
	sets, err := train.GeneratedSets(1)
	if err != nil {
		t.Fatal(err)
	}
	again, err := train.GeneratedSets(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(sets) < 14 {
		t.Errorf("%d languages, want 14", len(sets))
	}
	for i, s := range sets {
		count := map[int]int{}
		for j, r := range s.Train {
			count[r.Label]++
			if r != again[i].Train[j] {
				t.Fatalf("%s: %q once, %q the second time", s.Name, r.Text, again[i].Train[j].Text)
			}
		}
		if count[-1] < 40 || count[0] < 40 || count[1] < 40 {
			t.Errorf("%s: %v texts a label, want 40 or more", s.Name, count)
		}
	}
}
