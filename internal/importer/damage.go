package importer

import (
	"regexp"
	"strconv"
	"strings"

	"earshot/internal/identity"
	"earshot/internal/social"
)

var (
	// protected is a cell that a formula keeps as text: ="1890".
	protected = regexp.MustCompile(`^="((?:[^"]|"")*)"$`)
	// number is an identifier of digits with what programs put around it so that it
	// stays one, or because they took it for a number: '1890, =1890, 1890.0, 1,890.
	numberID = regexp.MustCompile(`^=?["'‘’` + "`" + `]*(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?["'’]*$`)
	// unseen are marks of direction and width that are pasted with a text.
	unseen = regexp.MustCompile(`[\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]+`)
)

// plainID is an identifier without what programs put around it.
func plainID(s string) string {
	s = strings.TrimSpace(unseen.ReplaceAllString(s, ""))
	if m := numberID.FindStringSubmatch(s); m != nil {
		return strings.ReplaceAll(m[1], ",", "")
	}
	return s
}

// closest is the part by which a number differs from itself at the most, once a
// program has taken it for a number and rounded it.
const closest = 1e-14

// isNear tells whether a long number may be another one after rounding.
func isNear(stated, native string) bool {
	if !identity.IsLong(stated) || len(stated) != len(native) {
		return false
	}
	a, err := strconv.ParseFloat(stated, 64)
	b, err2 := strconv.ParseFloat(native, 64)
	return err == nil && err2 == nil && max(a-b, b-a) <= closest*b
}

// isPartOf tells whether an identifier is the end of another, as abc is of t3_abc.
func isPartOf(stated, native string) bool {
	rest, ok := strings.CutSuffix(native, stated)
	return ok && stated != "" && rest != "" && strings.ContainsRune("_/:", rune(rest[len(rest)-1]))
}

// identifiers is what the long numbers of a file say of what became of them.
type identifiers struct {
	// all are long; of those rounded have zeros after the fifteenth digit, as
	// spreadsheets leave them, and even end in two, as JavaScript leaves them.
	all, rounded, even int64
}

func (n *identifiers) add(id string) {
	if !identity.IsLong(id) {
		return
	}
	n.all++
	if identity.IsRounded(id) {
		n.rounded++
	}
	if strings.HasSuffix(id, "00") {
		n.even++
	}
}

const (
	// fewEven is how many identifiers tell at the least that all of them are rounded:
	// one of a hundred ends in two zeros by itself.
	fewEven = 3
	// fewRounded of all, and one of rareRounded, end like rounded ones by themselves.
	fewRounded, rareRounded = 2, 200
)

// fault says what is wrong with an identifier that its address does not bear out.
func (n identifiers) fault(id string, isTable bool) error {
	switch {
	case !identity.IsLong(id):
		return nil
	case isTable && identity.IsRounded(id) && (n.rounded >= n.all || n.rounded > fewRounded+n.all/rareRounded):
		return social.Errorf(social.CodeInvalid, "a spreadsheet replaced the last digits of its identifier by zeros, %.60q, and its address does not hold it", id)
	case n.even >= fewEven && n.even == n.all:
		return social.Errorf(social.CodeInvalid, "a program rounded its identifier, %.60q, as all of the file end in zeros, and its address does not hold it", id)
	}
	return nil
}
