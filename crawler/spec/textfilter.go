package spec

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// lookUp yields what the pairs give for v; nothing when they do not name it.
func lookUp(pairs, v string) []string {
	for _, pair := range strings.Fields(pairs) {
		if from, to, _ := strings.Cut(pair, "="); from == v {
			return []string{to}
		}
	}
	return nil
}

func checkPairs(arg string) error {
	for _, pair := range strings.Fields(arg) {
		if from, to, ok := strings.Cut(pair, "="); !ok || from == "" || to == "" {
			return fmt.Errorf("%q is no pair such as english=en", pair)
		}
	}
	return nil
}

// replace puts To in the place of everything the expression matches.
func (f Filter) replace(v string) ([]string, error) {
	re, err := regexp.Compile(f.Arg)
	if err != nil {
		return nil, err
	}
	return []string{re.ReplaceAllString(v, f.To)}, nil
}

// every yields all that the expression matches.
func (f Filter) every(v string) ([]string, error) {
	re, err := regexp.Compile(f.Arg)
	if err != nil {
		return nil, err
	}
	return re.FindAllString(v, -1), nil
}

func checkExpression(arg string) error {
	_, err := regexp.Compile(arg)
	return err
}

// total adds up whole numbers; the sum of none is unknown.
func total(values []string) ([]string, error) {
	if len(values) == 0 {
		return nil, nil
	}
	var sum int64
	for _, v := range values {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 || n > math.MaxInt64-sum {
			return nil, fmt.Errorf("%.40q cannot be added up", v)
		}
		sum += n
	}
	return []string{strconv.FormatInt(sum, 10)}, nil
}
