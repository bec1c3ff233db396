package identity

import (
	"regexp"
	"strings"
)

// scientific is how spreadsheets write a long number in a narrow column.
var scientific = regexp.MustCompile(`(?:^|\D)\d(?:[.,]\d+)?[eE]\+\d{1,3}$`)

// IsScientific tells whether a spreadsheet wrote an identifier as 7.30123E+18, of
// which most digits are lost.
func IsScientific(id string) bool { return scientific.MatchString(strings.TrimSpace(id)) }

// spreadsheetDigits is how many digits a spreadsheet keeps of a number.
const spreadsheetDigits = 15

// IsRounded tells whether an identifier looks as if a spreadsheet had replaced all
// of its digits after the fifteenth by 0. One in a thousand of 18 digits does by
// itself.
func IsRounded(id string) bool {
	digits := id[strings.LastIndexAny(id, "/:_")+1:]
	return IsLong(digits) && strings.Trim(digits[spreadsheetDigits:], "0") == ""
}

// IsLong tells whether an identifier is a number that a spreadsheet would damage
// visibly.
func IsLong(id string) bool {
	digits := id[strings.LastIndexAny(id, "/:_")+1:]
	return len(digits) >= spreadsheetDigits+3 && strings.Trim(digits, "0123456789") == ""
}
