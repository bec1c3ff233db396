// Package replay reads recorded answers again, with the adapters of today and
// without the network.
package replay

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/fetch"
	"earshot/crawler/run"
	"earshot/crawler/warc"
)

// Result is what reading an archive again came to.
type Result struct {
	// Sources are those that had answers in it, in the order of the configuration.
	Sources []Source `json:"sources"`
	// Unknown counts answers to nothing that a configured source asks for,
	// Refusals those that were no success when they were received.
	Unknown  int64 `json:"unknown"`
	Refusals int64 `json:"refusals"`
	// Unreadable counts records that were there and could not be used.
	Unreadable int64 `json:"unreadable"`
	// Fault is why the archive was not read to its end; empty when it was.
	Fault string `json:"fault,omitempty"`
}

// Source is what was read again of one source.
type Source struct {
	Source  string `json:"source"`
	Answers int64  `json:"answers"`
	Posts   int64  `json:"posts"`
	Skipped int64  `json:"skipped"`
	// Fault is the first thing that could not be read.
	Fault string `json:"fault,omitempty"`
}

// Archive reads the answers in a WARC archive again and publishes their posts as
// they were fetched then: of two states of a post the one fetched later stands,
// so nothing newer is lost and what an adapter read wrongly is corrected. Answers
// that Earshot itself recorded name their source and lane; those in archives of
// others are used where a lane of a configured source begins with their address.
// Cursors and runs stay as they are. Only names the sources to replay; empty is all
// of them.
//
// An archive that is torn is read up to there and says so in Fault; an error is a
// fault of our own.
func Archive(ctx context.Context, runner *run.Runner, archive io.Reader, only []string) (Result, error) {
	p := &replay{runner: runner, only: only, starts: starts(runner.Sources()), sources: map[string]*Source{}}
	err := p.read(ctx, archive)
	for _, src := range runner.Sources().Sources() {
		if of := p.sources[src.Name]; of != nil {
			p.done.Sources = append(p.done.Sources, *of)
		}
	}
	return p.done, err
}

// replay is the reading of one archive.
type replay struct {
	runner *run.Runner
	only   []string
	// starts are the first requests of all lanes, by address.
	starts  map[string]run.Origin
	sources map[string]*Source
	done    Result
}

// read reads the records of an archive.
func (p *replay) read(ctx context.Context, archive io.Reader) error {
	reader, err := warc.NewReader(archive, p.runner.MaxBytes()+fetch.MaxFaultBytes)
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
		if err := p.readRecord(ctx, record); err != nil {
			return err
		}
	}
	return context.Cause(ctx)
}

// readRecord reads one answer again.
func (p *replay) readRecord(ctx context.Context, record warc.Record) error {
	origin, ok := p.origin(record)
	if !ok {
		p.done.Unknown++
		return nil
	}
	if len(p.only) > 0 && !slices.Contains(p.only, origin.Source) {
		return nil
	}
	resp, err := p.response(record, origin.Request)
	if err != nil {
		p.done.Unreadable++
		return nil
	}
	if resp.Status < 200 || resp.Status > 299 {
		p.done.Refusals++
		return nil
	}
	return p.republish(ctx, origin, resp)
}

// origin finds what an answer was asked for; false where no configured source
// asks for it.
func (p *replay) origin(record warc.Record) (run.Origin, bool) {
	if record.Fetch == nil {
		origin, ok := p.starts[normalized(record.Target)]
		return origin, ok
	}
	var origin run.Origin
	if err := json.Unmarshal(record.Fetch, &origin); err != nil {
		return run.Origin{}, false
	}
	_, _, err := p.runner.Sources().Lookup(origin.Source)
	return origin, err == nil
}

// starts returns the first requests of all lanes, by address.
func starts(sources *crawler.Registry) map[string]run.Origin {
	all := map[string]run.Origin{}
	for _, src := range sources.Sources() {
		_, adapter, err := sources.Lookup(src.Name)
		if err != nil {
			continue
		}
		lanes, err := crawler.LaneNames(adapter, src)
		if err != nil {
			continue // it has no lanes that could start
		}
		for _, lane := range lanes {
			if first, err := crawler.Start(adapter, crawler.Scope{Source: src, Lane: lane}); err == nil {
				all[normalized(first.URL)] = run.Origin{Source: src.Name, Lane: lane, Request: first}
			}
		}
	}
	return all
}

// normalized is an address in the form in which addresses are compared.
func normalized(raw string) string {
	u, err := address.Parse(raw)
	if err != nil {
		return raw
	}
	return u.String()
}

// response is the answer of a record as it was received.
func (p *replay) response(record warc.Record, req crawler.Request) (crawler.Response, error) {
	answer, err := record.Answer()
	if err != nil {
		return crawler.Response{}, err
	}
	if record.Date.IsZero() {
		return crawler.Response{}, errors.New("the record has no date")
	}
	limit := p.runner.MaxBytes()
	body, more, err := fetch.Beginning(io.NopCloser(bytes.NewReader(answer.Body)), answer.Header.Get("Content-Encoding"), limit)
	if err != nil {
		return crawler.Response{}, err
	}
	resp := crawler.Response{Request: req, URL: record.Target, Status: answer.Status, Header: answer.Header, Body: body, At: record.Date}
	if more {
		resp.Over = limit
	}
	return resp, nil
}

// republish has the adapter read an answer, publishes its posts and counts them.
func (p *replay) republish(ctx context.Context, origin run.Origin, resp crawler.Response) error {
	of := p.sources[origin.Source]
	if of == nil {
		of = &Source{Source: origin.Source}
		p.sources[origin.Source] = of
	}
	of.Answers++
	counts, err := p.runner.Republish(ctx, origin, resp)
	of.Posts += counts.Posts
	of.Skipped += counts.Skipped
	of.Fault = cmp.Or(of.Fault, counts.Fault)
	if of.Fault == "" && len(counts.SkippedItems) > 0 {
		of.Fault = counts.SkippedItems[0]
	}
	return err
}
