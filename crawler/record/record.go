// Package record keeps, in the crawl state, what is known of each source's latest
// run: the run, its lanes and how each of them ended. Everything here outlives
// the process.
package record

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/internal/shown"
	"earshot/internal/social"
)

// RecentRuns is how many earlier runs the record of a source holds.
const RecentRuns = 10

// RevisitLane is the lane on which a run reads single posts again. No adapter
// gives a lane this name: those of adapters are "kind:value".
const RevisitLane = "revisit"

// StreamLane is the one lane of the runs of a stream.
const StreamLane = "stream"

// Source is the record of a source. Its JSON form is what the state stores.
type Source struct {
	Run social.Run `json:"run"`
	// Lanes are the run's lanes in order, with the outcome of those that ended.
	Lanes []Lane `json:"lanes"`
	// Written is set once the finished run was handed to Runs.
	Written bool `json:"written,omitempty"`
	// LastSuccess is when a run last ended with social.SourceOK.
	LastSuccess time.Time `json:"last_success,omitzero"`
	// Recent are earlier runs, newest first.
	Recent []social.Run `json:"recent,omitempty"`
}

// Lane is how a lane ended; State is empty while it has not.
type Lane struct {
	Name  string             `json:"lane"`
	State social.SourceState `json:"state,omitempty"`
	// Reached is the time from which the lane's answers cover what was posted; zero
	// where they show only the present.
	Reached time.Time `json:"reached,omitzero"`
	// Changes says that the lane lists what was changed, of whatever age.
	Changes bool `json:"changes,omitempty"`
	Counts
}

// aside tells whether the lane reads again what others read first.
func (l Lane) aside() bool { return l.Name == RevisitLane || l.Changes }

// Counts are what a lane counted in a run.
type Counts struct {
	Requests int64 `json:"requests"`
	Posts    int64 `json:"posts"`
	New      int64 `json:"new"`
	// Items counts what the answers held, wanted or not; Skipped are those of them that
	// could not be read.
	Items int64 `json:"items,omitempty"`
	// Missed are those of Skipped that were asked for one by one and not to be had.
	Missed  int64 `json:"missed,omitempty"`
	Skipped int64 `json:"skipped"`
	// SkippedItems name the first of them, with why; see NamedItems. In a record all
	// lanes together have that many.
	SkippedItems []string `json:"skipped_items,omitempty"`
	// Unread counts values that could not be read of items that were, and
	// UnreadFirst names the first.
	Unread      int64  `json:"unread,omitempty"`
	UnreadFirst string `json:"unread_first,omitempty"`
	// Undated counts the posts without a readable date, which are dated by when they
	// were seen; UndatedWhy says of the first why.
	Undated    int64  `json:"undated,omitempty"`
	UndatedWhy string `json:"undated_why,omitempty"`
	// Cut counts the posts that were over a bound of social.Post.Bound, and CutFirst
	// names the first with what was cut.
	Cut      int64  `json:"cut,omitempty"`
	CutFirst string `json:"cut_first,omitempty"`
	// Events are the messages of a stream.
	Events int64 `json:"events,omitempty"`
	// Partial is set when something that was there was not read.
	Partial bool `json:"partial,omitempty"`
	// Fault is the first thing that went wrong.
	Fault string `json:"fault,omitempty"`
}

// Note records that something was not read, and why.
func (c *Counts) Note(format string, args ...any) {
	c.Partial = true
	if c.Fault == "" {
		c.Fault = Shorten(fmt.Sprintf(format, args...))
	}
}

const (
	// NamedItems is how many skipped items of a run are named.
	NamedItems = 50
	// enoughOdd is how many odd items, and nothing else, are no accident.
	enoughOdd = 3
	// namedBefore is how many stay named of the runs before the last.
	namedBefore = 5
	// itemLetters bounds the name of one, and faultLetters what is kept of a fault.
	itemLetters  = 250
	faultLetters = 500
)

// Skip counts an item that could not be read, and names it. The rest of what it stood in
// was read, so the lane has not failed; see Ended.
func (c *Counts) Skip(format string, args ...any) {
	c.Skipped++
	if len(c.SkippedItems) < NamedItems {
		c.SkippedItems = append(c.SkippedItems, shorten(fmt.Sprintf(format, args...), itemLetters))
	}
}

// NoteUnread counts values that could not be read.
func (c *Counts) NoteUnread(values []crawler.Skip) {
	c.Unread += int64(len(values))
	if c.UnreadFirst == "" && len(values) > 0 {
		c.UnreadFirst = Shorten(values[0].Where + " " + values[0].Err.Error())
	}
}

// AddUndated counts a post without a readable date, with why.
func (c *Counts) AddUndated(format string, args ...any) {
	c.Undated++
	if c.UndatedWhy == "" {
		c.UndatedWhy = Shorten(fmt.Sprintf(format, args...))
	}
}

// AddCut counts a post that was cut, with what of it.
func (c *Counts) AddCut(id, what string) {
	c.Cut++
	if c.CutFirst == "" {
		c.CutFirst = Shorten(id + ": " + what)
	}
}

// AddUnread adds what of could not read, whole or in part.
func (c *Counts) AddUnread(of Counts) {
	c.Skipped += of.Skipped
	c.SkippedItems = append(c.SkippedItems, of.SkippedItems[:min(len(of.SkippedItems), NamedItems-len(c.SkippedItems))]...)
	c.Unread += of.Unread
	c.UnreadFirst = cmp.Or(c.UnreadFirst, of.UnreadFirst)
	c.Cut += of.Cut
	c.CutFirst = cmp.Or(c.CutFirst, of.CutFirst)
}

// Shorten limits the length of a fault, and takes out what looks like a secret: its text
// may quote what a server sent, which may be what it was asked with.
func Shorten(text string) string { return shorten(text, faultLetters) }

func shorten(text string, most int) string {
	text = shown.Masked(text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return text
}

// Ended is the outcome of a lane that counted so much and ended with fault, or
// well when that is nil.
func Ended(name string, counts Counts, fault error) Lane {
	lane := Lane{Name: name, State: social.SourceOK, Counts: counts}
	switch {
	case fault != nil:
		lane.Note("%v", fault)
		lane.State = StateOf(fault)
		if _, isOver := errors.AsType[crawler.OverLimit](fault); isOver && lane.Posts > 0 {
			lane.State = social.SourcePartial
		}
	case 2*(lane.Skipped-lane.Missed) > lane.Items-lane.Missed:
		// What is mostly not understood is no odd item: the platform may have changed. It
		// has where nothing at all is, and then nothing was heard either.
		lane.Note("%d of %d items could not be read, the first: %s", lane.Skipped, lane.Items, strings.Join(lane.SkippedItems[:min(1, len(lane.SkippedItems))], ""))
		lane.State = social.SourcePartial
		if lane.Skipped >= lane.Items && lane.Skipped-lane.Missed >= enoughOdd && name != RevisitLane {
			lane.State = social.SourceBroken
		}
	case lane.Partial:
		lane.State = social.SourcePartial
	}
	return lane
}

// Active tells whether the run has begun and not ended.
func (s *Source) Active() bool { return s.Run.ID != "" && s.Run.Finished.IsZero() }

// Next is the record of the run that follows the one of s.
func (s *Source) Next(run social.Run, lanes []string) Source {
	next := Source{Run: run, LastSuccess: s.LastSuccess, Recent: s.Recent}
	if s.Run.ID != "" {
		next.Recent = append([]social.Run{s.Run}, s.Recent...)
		next.Recent = slices.Clip(next.Recent[:min(len(next.Recent), RecentRuns)])
		for i := range next.Recent[1:] {
			earlier := &next.Recent[1+i]
			earlier.SkippedItems = slices.Clip(earlier.SkippedItems[:min(len(earlier.SkippedItems), namedBefore)])
		}
	}
	for _, name := range lanes {
		next.Lanes = append(next.Lanes, Lane{Name: name})
	}
	return next
}

// Pending returns the record of a lane that has not ended in the given run, for
// change in place; nil where the run is over or the lane has ended.
func (s *Source) Pending(run, lane string) *Lane {
	if !s.Active() || s.Run.ID != run {
		return nil
	}
	for i := range s.Lanes {
		if s.Lanes[i].Name == lane && s.Lanes[i].State == "" {
			return &s.Lanes[i]
		}
	}
	return nil
}

// reached is the time from which the answers on all lanes cover what was posted:
// that of the lane that reached least far back, and the run's start where one
// shows only the present or was not read.
func (s *Source) reached() time.Time {
	var latest time.Time
	for _, lane := range s.Lanes {
		if lane.aside() {
			continue
		}
		if lane.Reached.IsZero() || lane.Reached.After(s.Run.Started) {
			return s.Run.Started
		}
		if lane.Reached.After(latest) {
			latest = lane.Reached
		}
	}
	if latest.IsZero() {
		return s.Run.Started
	}
	return latest
}

// Update updates the run from its lanes and finishes it when the last one ended.
func (s *Source) Update(now time.Time) {
	run := &s.Run
	run.Requests, run.Posts, run.Items, run.Skipped, run.Events, run.Fault = 0, 0, 0, 0, 0, ""
	run.Unread, run.UnreadFirst, run.SkippedItems = 0, "", nil
	run.Undated, run.UndatedWhy = 0, ""
	run.Cut, run.CutFirst = 0, ""
	run.New = nil
	if !run.Backfill() {
		run.New = new(int64)
	}
	open := false
	for i, lane := range s.Lanes {
		open = open || lane.State == ""
		run.Requests += lane.Requests
		run.Posts += lane.Posts
		if run.New != nil {
			*run.New += lane.New
		}
		run.Items += lane.Items
		run.Skipped += lane.Skipped
		named := lane.SkippedItems[:min(len(lane.SkippedItems), NamedItems-len(run.SkippedItems))]
		run.SkippedItems, s.Lanes[i].SkippedItems = append(run.SkippedItems, named...), named
		run.Events += lane.Events
		run.Unread += lane.Unread
		if run.UnreadFirst == "" {
			run.UnreadFirst = lane.UnreadFirst
		}
		run.Undated += lane.Undated
		if run.UndatedWhy == "" {
			run.UndatedWhy = lane.UndatedWhy
		}
		run.Cut += lane.Cut
		if run.CutFirst == "" {
			run.CutFirst = lane.CutFirst
		}
		if run.Fault == "" && lane.Fault != "" {
			run.Fault = lane.Name + ": " + lane.Fault
		}
	}
	if open {
		return
	}
	run.State = worst(s.Lanes)
	run.Finished = now
	run.Reached = s.reached()
	if run.State == social.SourceOK && !run.Backfill() {
		s.LastSuccess = now
	}
}
