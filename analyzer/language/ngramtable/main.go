// Command ngramtable writes ngrams.bin: how likely a letter is, in each of some
// languages, behind the letters before it in its word. It is made from the language
// models of lingua-go (github.com/pemistahl/lingua-go v1.4.0, Apache License 2.0),
// which were counted on a million sentences of news a language of the Leipzig
// Corpora Collection. Those models take 124 MB; what is kept are the letter sequences
// that tell most. lingua-go is no dependency of the program: its files are fetched
// by the Go command.
//
//	go generate ./analyzer/language
package main

import (
	"archive/zip"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"

	"earshot/analyzer/language/ngram"
)

const (
	module = "github.com/pemistahl/lingua-go@v1.4.0"
	// least is the least probability of a sequence, in the language it is most
	// frequent in, to be considered.
	least = 2e-6
	// kept is how many sequences the table has.
	kept = 48_000
	// backoff is the factor on the probability of a letter behind fewer letters, for
	// a sequence that a language does not have ("stupid backoff", Brants et al. 2007).
	backoff = 0.3
	// floor is the natural logarithm of the least probability.
	floor = -14
)

var orders = []string{"unigram", "bigram", "trigram", "quadrigram", "fivegram"}

// codes are lingua's names of languages that have another code here.
var codes = map[string]string{"no": "nb"}

func main() {
	log.SetFlags(0)
	log.SetPrefix("ngramtable: ")
	if err := write("ngram/ngrams.bin"); err != nil {
		log.Fatal(err)
	}
}

// model has, by sequence, the probability of its last letter behind the others.
type model map[string]float64

func write(path string) error {
	dir, err := download()
	if err != nil {
		return err
	}
	models := make([]model, len(ngram.Languages))
	for i, language := range ngram.Languages {
		if models[i], err = read(filepath.Join(dir, "language-models", cmp.Or(codes[language], language))); err != nil {
			return err
		}
	}
	table := ngram.Build(choose(models))
	log.Printf("%d bytes", len(table))
	return os.WriteFile(path, table, 0o644)
}

// download returns the folder of the module.
func download() (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return "", fmt.Errorf("go mod download: %w", err)
	}
	var found struct{ Dir string }
	return found.Dir, json.Unmarshal(out, &found)
}

// read returns the model of a language, of sequences of one to five letters.
func read(dir string) (model, error) {
	m := model{}
	for _, order := range orders {
		archive, err := zip.OpenReader(filepath.Join(dir, order+"s.pb.bin.zip"))
		if err != nil {
			return nil, err
		}
		defer archive.Close()
		f, err := archive.File[0].Open()
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(f)
		if err != nil {
			return nil, err
		}
		if err := m.add(b); err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
	}
	return m, nil
}

// add reads a SerializableLanguageModel of lingua's model.proto, whose fourth field
// are sets of sequences of one probability.
func (m model) add(b []byte) error {
	return fields(b, func(number protowire.Number, set []byte) error {
		if number != 4 {
			return nil
		}
		var sequences []string
		p := 0.0
		if err := fields(set, func(number protowire.Number, value []byte) error {
			if number == 1 {
				p = math.Float64frombits(binary.LittleEndian.Uint64(value))
			} else {
				sequences = append(sequences, string(value))
			}
			return nil
		}); err != nil {
			return err
		}
		for _, s := range sequences {
			m[s] = p
		}
		return nil
	})
}

// fields calls each for every field of a protobuf message.
func fields(b []byte, each func(protowire.Number, []byte) error) error {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return protowire.ParseError(n)
		}
		b = b[n:]
		size := protowire.ConsumeFieldValue(number, kind, b)
		if size < 0 {
			return protowire.ParseError(size)
		}
		value := b[:size]
		if kind == protowire.BytesType {
			value, _ = protowire.ConsumeBytes(b)
		}
		b = b[size:]
		if err := each(number, value); err != nil {
			return err
		}
	}
	return nil
}

// choose returns the sequences that tell most: whose probabilities differ most from
// those of the sequences without their first letter, by how frequent they are.
func choose(models []model) map[string]ngram.Scores {
	frequency := map[string]float64{}
	for _, m := range models {
		for s := range m {
			if p := m.joint(s); p >= least {
				frequency[s] = max(frequency[s], p)
			}
		}
	}
	scores := map[string]ngram.Scores{}
	for s := range frequency {
		scores[s] = vector(models, s)
	}
	type candidate struct {
		text string
		gain float64
	}
	var all []candidate
	for s, v := range scores {
		gain := math.Inf(1) // single letters and pairs are kept
		if utf8.RuneCountInString(s) > 2 {
			gain = frequency[s] * difference(v, vector(models, s[firstSize(s):]))
		}
		all = append(all, candidate{s, gain})
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.gain, a.gain), strings.Compare(a.text, b.text)) })
	out := map[string]ngram.Scores{}
	for _, c := range all[:min(len(all), kept)] {
		out[c.text] = scores[c.text]
	}
	log.Printf("%d sequences of %d", len(out), len(all))
	return out
}

func firstSize(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

// joint is the probability of a sequence.
func (m model) joint(s string) float64 {
	p := 1.0
	for i := range s {
		if i > 0 {
			p *= m[s[:i]]
		}
	}
	return p * m[s]
}

// vector has the logarithm of the probability of the last letter of s behind the
// others in every language.
func vector(models []model, s string) ngram.Scores {
	var out ngram.Scores
	for i, m := range models {
		factor, t := 1.0, s
		for t != "" && m[t] == 0 {
			t = t[firstSize(t):]
			factor *= backoff
		}
		p := float64(floor)
		if t != "" {
			p = max(floor, math.Log(factor*m[t]))
		}
		out[i] = ngram.Quantise(p)
	}
	return out
}

// difference is how far two vectors differ, without regard to what is the same in
// all languages.
func difference(a, b ngram.Scores) float64 {
	mean, sum := 0.0, 0.0
	for i := range a {
		mean += float64(a[i]) - float64(b[i])
	}
	mean /= float64(len(a))
	for i := range a {
		d := float64(a[i]) - float64(b[i]) - mean
		sum += d * d
	}
	return math.Sqrt(sum)
}
