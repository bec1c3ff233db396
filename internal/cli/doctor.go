package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"earshot/internal/app"
	"earshot/internal/job/doctor"
	"earshot/internal/social"
)

type doctorCommand struct {
	Offline bool `help:"Ask no source and no model."`
	JSON    bool `name:"json" help:"Print the findings as one JSON object, for programs that watch Earshot."`
}

// doctorReport is what doctor --json prints.
type doctorReport struct {
	// OK tells whether every check is.
	OK     bool          `json:"ok"`
	Checks []doctorCheck `json:"checks"`
}

// doctorCheck is one thing that was looked at.
type doctorCheck struct {
	Name  string `json:"name"`
	OK    bool   `json:"ok"`
	Found string `json:"found"`
	// Error says what is wrong and what to do; empty when all is well.
	Error string `json:"error,omitempty"`
	// Parked are the messages that could not be worked on.
	Parked []social.Parked `json:"parked,omitempty"`
}

// Run prints every check, with advice for those that fail.
func (c doctorCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	checks := doctor.Run(ctx, settings, doctor.Options{Offline: c.Offline})
	report := doctorReport{OK: true, Checks: make([]doctorCheck, len(checks))}
	for i, check := range checks {
		report.Checks[i] = doctorCheck{Name: check.Name, OK: check.Err == nil, Found: check.Found, Parked: check.Parked}
		if check.Err != nil {
			report.OK, report.Checks[i].Error = false, check.Err.Error()
		}
	}
	if err := report.print(std.out, c.JSON); err != nil {
		return fmt.Errorf("cli: print findings: %w", err)
	}
	if !report.OK {
		return errReported
	}
	return nil
}

func (r doctorReport) print(w io.Writer, asJSON bool) error {
	if asJSON {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(r)
	}
	for _, c := range r.Checks {
		mark := "ok  "
		if !c.OK {
			mark = "FAIL"
		}
		if _, err := fmt.Fprintf(w, "%s  %-14s %s\n", mark, c.Name, c.Found); err != nil {
			return err
		}
		if c.OK {
			continue
		}
		if _, err := fmt.Fprintf(w, "      %s\n", c.Error); err != nil {
			return err
		}
	}
	return nil
}
