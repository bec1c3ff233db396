package doctor

import (
	"fmt"
	"strings"

	"earshot/dashboard/viewmodel"
	"earshot/internal/app"
)

// checkLearning tells which sentiment model is in use and what came of the last
// learning from people's judgements.
func checkLearning(s app.Settings) Check {
	c := Check{Name: "learning"}
	l, err := s.Learning()
	if err != nil {
		c.Err = err
		return c
	}
	c.Found = l.InUse + " model in use"
	if l.At.IsZero() {
		c.Found += "; nothing was learned from judgements yet"
		return c
	}
	verdict := "did not take over"
	if l.TookOver {
		verdict = "took over"
	}
	c.Found += fmt.Sprintf("; %s learned from %s on %s and %s: %s", l.Model, viewmodel.Plural(int64(l.Learned), "judgement", "judgements"), l.At.Format("2006-01-02"), verdict, l.Why)
	var careless []string
	for _, by := range l.Correctors {
		if by.LeftOut {
			name := by.By
			if name == "" {
				name = "somebody without a name"
			}
			careless = append(careless, name)
		}
	}
	if len(careless) > 0 {
		c.Found += "; left out: " + strings.Join(careless, ", ")
	}
	return c
}
