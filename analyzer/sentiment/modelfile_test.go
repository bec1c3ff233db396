package sentiment_test

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"testing"

	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// small is a model of two features.
func small(t testing.TB) []byte {
	t.Helper()
	data, err := sentiment.Encode([]sentiment.Table{{
		Language: sentiment.Multilingual, Bias: [2]float32{0.1, -0.1}, Scale: 0.05,
		Keys: []uint32{3, 70_000}, Weights: []int8{-1, 2, 127, -127},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sealed puts a new checksum on changed data, as an attacker would.
func sealed(data []byte) []byte {
	body := data[:len(data)-4]
	return binary.LittleEndian.AppendUint32(body[:len(body):len(body)], crc32.ChecksumIEEE(body))
}

func TestParseRefuses(t *testing.T) {
	change := func(at int, b byte) []byte {
		data := small(t)
		data[at] = b
		return sealed(data)
	}
	flipped := small(t)
	flipped[20] ^= 1
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "not a sentiment model"},
		{"another file", []byte("PK\x03\x04 something else entirely"), "not a sentiment model"},
		{"damaged", flipped, "checksum"},
		{"format to come", change(4, 9), "file format 9"},
		{"other features", change(5, 200), "features version 200"},
		{"table missing", change(6, 2), "cut short"},
		{"no table", change(6, 0), "left over"},
		{"other language only", change(8, 'x'), "no table"},
		{"scale not a number", change(7+1+3+8+3, 0x7f), "out of range"},
		{"many features promised", change(7+1+3+16, 0x7f), "cut short"},
		{"cut", sealed(small(t)[:len(small(t))-3]), "cut short"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := sentiment.Parse(tt.data)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %v, want an error with %q", err, tt.want)
			}
			var coded *social.Error
			if !errors.As(err, &coded) || coded.Code != social.CodeInvalid {
				t.Errorf("got %T, want a social.Error with code invalid", err)
			}
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	tests := []struct {
		name  string
		table sentiment.Table
	}{
		{"no language", sentiment.Table{Scale: 1}},
		{"weights missing", sentiment.Table{Language: "en", Scale: 1, Keys: []uint32{1}}},
		{"features out of order", sentiment.Table{Language: "en", Scale: 1, Keys: []uint32{2, 1}, Weights: make([]int8, 4)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := sentiment.Encode([]sentiment.Table{tt.table}); err == nil {
				t.Error("got no error")
			}
		})
	}
}

func TestVersionNamesTheContent(t *testing.T) {
	one, err := sentiment.Parse(small(t))
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := sentiment.Parse(small(t)); again.Version() != one.Version() {
		t.Errorf("the same file is %s and %s", one.Version(), again.Version())
	}
	if other := load(t); other.Version() == one.Version() {
		t.Errorf("two files are both %s", one.Version())
	}
}

func FuzzParse(f *testing.F) {
	f.Add(small(f))
	f.Add([]byte("ESSM"))
	f.Add(small(f)[:20])
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4 {
			data = sealed(data)
		}
		m, err := sentiment.Parse(data)
		if err != nil {
			return
		}
		checkSums(t, "parsed", m.Classify("good bad 😀", "und", nil))
	})
}
