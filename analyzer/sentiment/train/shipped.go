package train

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// shippedSets are the sets the shipped model learns from. Sets marked
// non-commercial, for research only or GPL are not among them; MODEL_CARD.md
// lists each with its licence.
var shippedSets = []string{
	"en_tweeteval", "en_xlmt", "en_vader_amazon", "en_vader_nyt", "en_vader_movie", "en_emotion_tweeteval",
	"zh_waimai", "zh_htl", "zh_shopping", "zh_chnsenticorp", "zh_weibo_senti_2400", "zh_weibo2018",
	"zh_ewect_usual", "zh_ewect_virus", "zh_covid7",
	"ar_xlmt", "ar_dz_afrisenti", "ar_ma_afrisenti", "ar_semeval17",
	"de_xlmt", "es_xlmt", "fr_xlmt", "hi_xlmt", "it_xlmt", "pt_xlmt", "pt_afrisenti",
	"th_wisesight", "id_smsa", "ms_malaya", "ru_sentirueval", "sw_afrisenti",
}

// setWeights are the sets whose rows count other than 1: the only Chinese ones
// with neutral texts more, the noisy one less.
var setWeights = map[string]float32{"zh_ewect_usual": 2, "zh_ewect_virus": 2, "hi_xlmt": 0.3}

// noisySets are those with labels that hardly agree with their texts.
var noisySets = map[string]bool{"hi_xlmt": true}

// tableOf names the table a set's language goes into, where it is not the
// language itself.
var tableOf = map[string]string{"ms": "id"}

// ShippedSets reads the sets of the shipped model from dir, which holds a
// folder for each with train.tsv and val.tsv.
func ShippedSets(dir string) ([]Set, error) {
	var sets []Set
	for _, name := range shippedSets {
		s, err := ReadSet(dir, name)
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	return sets, nil
}

// ReadSet reads the folder name in dir; the part of the name before the first
// "_" is the language.
func ReadSet(dir, name string) (Set, error) {
	language, _, _ := strings.Cut(name, "_")
	if table, ok := tableOf[language]; ok {
		language = table
	}
	s := Set{Name: name, Language: language, Weight: setWeights[name], Noisy: noisySets[name]}
	var err error
	if s.Train, err = readFile(filepath.Join(dir, name, "train.tsv")); err != nil {
		return Set{}, err
	}
	s.Validation, err = readFile(filepath.Join(dir, name, "val.tsv"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Set{}, err
	}
	return s, nil
}

func readFile(path string) (rows []Row, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return Read(f, path)
}

// Shipped fits the model that is part of the program from the labelled sets in
// dir, and returns its file.
func Shipped(dir string, opts Options) ([]byte, error) {
	sets, err := ShippedSets(dir)
	if err != nil {
		return nil, err
	}
	return Train(sets, opts)
}
