package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"earshot/crawler/conformance"
	"earshot/crawler/spec"
	"earshot/crawler/trial"
	"earshot/internal/job/look"
	"earshot/internal/social"
)

// sourceFlags name a source on the command line, for a test of a platform file.
type sourceFlags struct {
	BaseURL  string            `name:"base-url" placeholder:"URL" help:"The server to read, for a platform file (default: its example, or its own base_url)."`
	Tags     []string          `name:"tag" placeholder:"TAG" help:"A tag to read, for a platform file; may be given several times."`
	Queries  []string          `name:"query" placeholder:"WORDS" sep:"none" help:"Words to search for, for a platform file."`
	Accounts []string          `name:"account" placeholder:"NAME" help:"An account to read, for a platform file."`
	URLs     []string          `name:"url" placeholder:"URL" sep:"none" help:"An address to read, for a platform file."`
	Params   map[string]string `name:"param" placeholder:"NAME=VALUE" help:"A parameter of the platform file."`
}

func (f sourceFlags) source() social.Source {
	return social.Source{BaseURL: f.BaseURL, Tags: f.Tags, Queries: f.Queries, Accounts: f.Accounts, URLs: f.URLs, Params: f.Params}
}

// given reports whether any of the flags is set.
func (f sourceFlags) given() bool {
	return f.BaseURL != "" || len(f.Tags)+len(f.Queries)+len(f.Accounts)+len(f.URLs)+len(f.Params) > 0
}

// isPlatformFile reports whether the target of a test is a file rather than a
// name or URL.
func isPlatformFile(target string) bool {
	end := strings.ToLower(filepath.Ext(target))
	return (end == ".yaml" || end == ".yml") && !strings.Contains(target, "://")
}

// fileReport is a FileTrial as --json prints it.
type fileReport struct {
	File     string              `json:"file"`
	OK       bool                `json:"ok"`
	Faults   []spec.Fault        `json:"faults,omitempty"`
	Contract []conformance.Fault `json:"contract,omitempty"`
	Lanes    []trial.Lane        `json:"lanes,omitempty"`
	// Posts and Mentions are how many posts were read, and how many of them
	// mention a brand of the configuration.
	Posts    int `json:"posts"`
	Mentions int `json:"mentions"`
}

// writeFileTrial prints what a test of a platform file found.
func writeFileTrial(w io.Writer, found look.FileTrial, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(fileReport{File: found.File, OK: found.OK(), Faults: found.Faults, Contract: found.Contract, Lanes: found.Lanes, Posts: found.Posts(), Mentions: found.Mentions})
	}
	var b strings.Builder
	name := filepath.Base(found.File)
	if len(found.Faults) > 0 {
		fmt.Fprintf(&b, "%s: %d faults; nothing was read\n", found.File, len(found.Faults))
		writeFaults(&b, "", name, found.Faults)
		_, err := io.WriteString(w, b.String())
		return err
	}
	p := found.Platform
	fmt.Fprintf(&b, "%s: platform %s (%s)\n  credentials %s\n  pause       %s\n  asks        %s\n  to know     %s\n", found.File, p.Platform, p.Title, p.Credentials, pause(p), asked(p), p.Terms)
	writeContract(&b, found.Contract)
	for _, lane := range found.Lanes {
		writeTriedLane(&b, name, lane)
	}
	if found.Brands > 0 && found.Posts() > 0 {
		fmt.Fprintf(&b, "\n%d of %d posts mention a brand of the configuration; the others are stored with keep: all only\n", found.Mentions, found.Posts())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeTriedLane(b *strings.Builder, file string, lane trial.Lane) {
	state := "ok"
	if !lane.OK() {
		state = "not ok"
	}
	fmt.Fprintf(b, "\n%s: %s\n", lane.Name, state)
	for _, a := range lane.Answers {
		fmt.Fprintf(b, "  %-12s  %s\n", a.For, a.URL)
		fmt.Fprintf(b, "                %d items, %d posts\n", a.Items, len(a.Posts))
		if a.Fault != "" {
			fmt.Fprintf(b, "  fault         %s\n", a.Fault)
		}
		const shownSkips = 1
		for _, s := range a.Skipped[:min(shownSkips, len(a.Skipped))] {
			fmt.Fprintf(b, "  skipped       %s\n", s)
		}
		if more := len(a.Skipped) - shownSkips; more > 0 {
			fmt.Fprintf(b, "  skipped       and %d more\n", more)
		}
		if len(a.Unread) > 0 {
			fmt.Fprintf(b, "  not readable  %d values, the first: %s\n", len(a.Unread), a.Unread[0])
		}
	}
	writeFaults(b, "fault", file, lane.Faults)
	writeFaults(b, "note", file, lane.Notes)
	writeContract(b, lane.Contract)
	posts := slices.Concat(lane.Posts(trial.FirstPage), lane.Posts(trial.FurtherPage), lane.Posts(trial.Replies))
	if len(posts) == 0 {
		return
	}
	have, lack := understood(posts)
	fmt.Fprintf(b, "  understood    %s\n", strings.Join(have, ", "))
	if len(lack) > 0 {
		fmt.Fprintf(b, "  missing       %s (no post has them)\n", strings.Join(lack, ", "))
	}
	for _, kind := range []string{trial.FirstPage, trial.Replies} {
		for _, p := range lane.Posts(kind)[:min(2, len(lane.Posts(kind)))] {
			fmt.Fprintf(b, "  %s  %s  %s\n    %s\n", p.CreatedAt.UTC().Format(time.DateTime+" UTC"), p.Author.Label(), p.URL, oneLine(p.FullText()))
		}
	}
}

func writeFaults(b *strings.Builder, word, file string, faults []spec.Fault) {
	for _, f := range faults {
		at := file + ":"
		if f.Line > 0 {
			at += f.String()
		} else {
			at += " " + f.Key + ": " + f.Says
		}
		if word != "" {
			fmt.Fprintf(b, "  %-12s  %s\n", word, at)
		} else {
			fmt.Fprintf(b, "  %s\n", at)
		}
	}
}

func writeContract(b *strings.Builder, faults []conformance.Fault) {
	for _, f := range faults {
		fmt.Fprintf(b, "  contract      %s: %s\n", f.Check, f.Says)
	}
}
