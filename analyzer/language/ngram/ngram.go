// Package ngram tells languages apart by the letters of words: how likely each letter
// is behind those before it (a Markov chain of up to four letters a language).
package ngram

import (
	_ "embed"
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// Languages are those that are told apart, as ISO 639-1 codes.
var Languages = []string{
	"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "ro", "hu", "tr", "vi", "id", "sw",
	"ru", "uk", "bg", "ar", "fa", "ur",
}

// count is the number of Languages.
const count = 25

// Scores has a value for each of Languages: the negative natural logarithm of a
// probability, in sixteenths.
type Scores [count]uint8

// unit is how much of a natural logarithm one step of Scores is.
const unit = 1. / 16

// Quantise is a natural logarithm of a probability as a value of Scores.
func Quantise(log float64) uint8 { return uint8(math.Round(min(255, -log/unit))) }

// table is an open hash table, whose slots are a fingerprint of a sequence, 0 for
// none, and its Scores. It is read where it lies in the program.
//
//go:embed ngrams.bin
var table string

const (
	fingerprint = 4
	slotSize    = fingerprint + count
	// longest is the longest sequence, in letters.
	longest = 5
)

// hash is the hash of a sequence (FNV-1a, 64 bits) that r is the next letter of.
func hash(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 1099511628211 }

const seed = 14695981039346656037

// split returns the slot at which the search for a hash begins, and its fingerprint.
func split(h uint64, slots int) (slot int, mark uint32) {
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9 // the finaliser of splitmix64
	h ^= h >> 32
	return int(uint32(h)) % slots, uint32(h>>32) | 1
}

// Build returns the table of sequences with their scores.
func Build(of map[string]Scores) []byte {
	slots := len(of)*4/3 + 1
	out := make([]byte, slots*slotSize)
	for _, s := range slices.Sorted(maps.Keys(of)) {
		scores := of[s]
		h := uint64(seed)
		for _, r := range reversed(s) {
			h = hash(h, r)
		}
		slot, mark := split(h, slots)
		for binary.LittleEndian.Uint32(out[slot*slotSize:]) != 0 {
			slot = (slot + 1) % slots
		}
		binary.LittleEndian.PutUint32(out[slot*slotSize:], mark)
		copy(out[slot*slotSize+fingerprint:], scores[:])
	}
	return out
}

func reversed(s string) []rune {
	out := []rune(s)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// lookUpIn returns the offset in a table of the scores of a sequence; false for none.
func lookUpIn(table string, h uint64) (int, bool) {
	slots := len(table) / slotSize
	slot, mark := split(h, slots)
	for {
		at := slot * slotSize
		found := uint32(table[at]) | uint32(table[at+1])<<8 | uint32(table[at+2])<<16 | uint32(table[at+3])<<24
		switch found {
		case mark:
			return at + fingerprint, true
		case 0:
			return 0, false
		}
		if slot++; slot == slots {
			slot = 0
		}
	}
}

// Sum adds up the Scores of the letters of words, with a weight each, as natural
// logarithms of probabilities.
type Sum [count]float32

// Add adds a word in lower case.
func (s *Sum) Add(word []rune, weight float32) {
	var of [count]int32
	for i := range word {
		var hashes [longest]uint64
		h, n := uint64(seed), 0
		for n < longest && n <= i {
			h = hash(h, word[i-n])
			hashes[n] = h
			n++
		}
		for ; n > 0; n-- {
			if at, ok := lookUpIn(table, hashes[n-1]); ok {
				scores := table[at : at+count]
				for j := range count {
					of[j] += int32(scores[j])
				}
				break
			}
		}
	}
	for j := range count {
		s[j] -= weight * unit * float32(of[j])
	}
}
