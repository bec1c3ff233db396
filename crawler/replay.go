package crawler

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"earshot/crawler/warc"
	"earshot/internal/social"
)

// Replayed is what reading an archive again came to.
type Replayed struct {
	// Sources are those that had answers in it, in the order of the configuration.
	Sources []ReplayedSource `json:"sources"`
	// Unknown counts answers to nothing that a configured source asks for,
	// Refusals those that were no success when they were received.
	Unknown  int64 `json:"unknown"`
	Refusals int64 `json:"refusals"`
	// Unreadable counts records that were there and could not be used.
	Unreadable int64 `json:"unreadable"`
	// Fault is why the archive was not read to its end; empty when it was.
	Fault string `json:"fault,omitempty"`
}

// ReplayedSource is what was read again of one source.
type ReplayedSource struct {
	Source  string `json:"source"`
	Answers int64  `json:"answers"`
	Posts   int64  `json:"posts"`
	Skipped int64  `json:"skipped"`
	// Fault is the first thing that could not be read.
	Fault string `json:"fault,omitempty"`
}

// Replay reads the answers in an archive again, with the adapters of today and
// without the network, and publishes their posts as they were fetched then: of
// two states of a post the one fetched later stands, so nothing newer is lost and
// what an adapter read wrongly is put right. Answers that Earshot itself recorded
// know what they are; those in archives of others are used where a configured
// source begins with their address. Cursors and runs stay as they are. Only names
// the sources to replay; empty is all of them.
//
// An archive that is torn is read up to there and says so in Fault; an error is a
// fault of our own.
func (r *Runner) Replay(ctx context.Context, archive io.Reader, only []string) (Replayed, error) {
	p := &replay{runner: r, only: only, beginnings: r.beginnings(), of: map[string]*ReplayedSource{}}
	err := p.run(ctx, archive)
	for _, src := range r.opts.Sources {
		if of := p.of[src.Name]; of != nil {
			p.done.Sources = append(p.done.Sources, *of)
		}
	}
	return p.done, err
}

type replay struct {
	runner     *Runner
	only       []string
	beginnings map[string]fetched
	of         map[string]*ReplayedSource
	done       Replayed
}

func (p *replay) run(ctx context.Context, archive io.Reader) error {
	reader, err := warc.NewReader(archive, p.runner.opts.Fetcher.opts.MaxBytes+faultBytes)
	if err != nil {
		p.done.Fault = err.Error()
		return nil
	}
	for ctx.Err() == nil {
		record, err := reader.Next()
		if err != nil {
			p.done.Unreadable += int64(reader.Skipped)
			if err != io.EOF {
				p.done.Fault = err.Error()
			}
			return nil
		}
		if record.Type != warc.TypeResponse {
			continue
		}
		if err := p.record(ctx, record); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// record reads one answer again.
func (p *replay) record(ctx context.Context, record warc.Record) error {
	note, ok := p.askedFor(record)
	if !ok {
		p.done.Unknown++
		return nil
	}
	if len(p.only) > 0 && !slices.Contains(p.only, note.Source) {
		return nil
	}
	resp, err := p.response(record, note.Request)
	if err != nil {
		p.done.Unreadable++
		return nil
	}
	if resp.Status < 200 || resp.Status > 299 {
		p.done.Refusals++
		return nil
	}
	return p.read(ctx, note, resp)
}

// askedFor finds what an answer was asked for, by a source that is configured.
func (p *replay) askedFor(record warc.Record) (fetched, bool) {
	var note fetched
	if record.Fetch == nil {
		note, ok := p.beginnings[addressOf(record.Target)]
		return note, ok
	}
	if err := json.Unmarshal(record.Fetch, &note); err != nil {
		return fetched{}, false
	}
	_, _, err := p.runner.lookup(note.Source)
	return note, err == nil
}

// beginnings are the first requests of all lanes, by address.
func (r *Runner) beginnings() map[string]fetched {
	all := map[string]fetched{}
	for _, src := range r.opts.Sources {
		adapter, ok := r.adapters[src.Platform]
		if !ok {
			continue
		}
		lanes, err := laneNames(adapter, src)
		if err != nil {
			continue // it has none to begin
		}
		for _, lane := range lanes {
			if first, err := start(adapter, Scope{Source: src, Lane: lane}); err == nil {
				all[addressOf(first.URL)] = fetched{src.Name, lane, first}
			}
		}
	}
	return all
}

// addressOf is an address in the one form they are compared in.
func addressOf(raw string) string {
	u, err := parseAddress(raw)
	if err != nil {
		return raw
	}
	return u.String()
}

// response is the answer of a record as it was received.
func (p *replay) response(record warc.Record, req Request) (Response, error) {
	answer, err := record.Answer()
	if err != nil {
		return Response{}, err
	}
	if record.Date.IsZero() {
		return Response{}, errors.New("the record has no date")
	}
	limit := p.runner.opts.Fetcher.opts.MaxBytes
	decoded, err := openBody(io.NopCloser(bytes.NewReader(answer.Body)), answer.Header.Get("Content-Encoding"), limit, false)
	if err != nil {
		return Response{}, err
	}
	body, err := io.ReadAll(decoded)
	if err != nil {
		return Response{}, err
	}
	return Response{Request: req, URL: record.Target, Status: answer.Status, Header: answer.Header, Body: body, At: record.Date}, nil
}

// read has the adapter read an answer and publishes what it held.
func (p *replay) read(ctx context.Context, note fetched, resp Response) error {
	of := p.of[note.Source]
	if of == nil {
		of = &ReplayedSource{Source: note.Source}
		p.of[note.Source] = of
	}
	of.Answers++
	src, adapter, err := p.runner.lookup(note.Source)
	if err != nil {
		return fmt.Errorf("crawler: replay: %w", err)
	}
	known, err := p.runner.loadCursor(ctx, note.Source, note.Lane)
	if err != nil {
		return err
	}
	t := task{Source: note.Source, Lane: note.Lane, Horizon: p.runner.horizon(src, known, resp.At)}
	scope := Scope{Source: src, Lane: note.Lane}
	page, err := parse(ctx, p.runner.opts.Log, adapter, scope, resp)
	if err != nil {
		t.Skipped++
		t.note("%v", err)
	} else {
		t.read = t.sift(page, scope, adapter.Info().Platform, resp)
	}
	of.Posts += int64(len(t.read))
	of.Skipped += t.Skipped
	if of.Fault == "" && t.Fault != "" {
		of.Fault = t.Fault
		if social.CodeOf(err) != "" {
			of.Fault = fmt.Sprintf("%s (of %s)", t.Fault, resp.At.Format("2006-01-02 15:04 MST"))
		}
	}
	return p.runner.publish(ctx, &t)
}
