package importer

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"earshot/internal/social"
)

// maxRecord bounds one record, in bytes.
const maxRecord = 16 << 20

// maxFaults bounds the faults that are reported; all are counted.
const maxFaults = 100

// Options say how a file is read.
type Options struct {
	// Name is the file's path: faults name it, and folders in it tell platforms
	// apart where the records alone do not.
	Name string
	// Format names a format, or a tool and so all of its formats; empty finds
	// the format by the content.
	Format string
	// Map gives the columns of an unknown CSV their meaning: column to field.
	Map map[string]string
	// Platform is the platform of records that name none; empty is Unnamed.
	Platform string
	// Encoding is the character set's name; empty finds it by the content.
	Encoding string
	// Order is the order of day and month in dates of numbers alone: "dmy", "mdy"
	// or "ymd"; empty finds it from the whole column.
	Order string
	// Zone is the zone of times that state none; nil takes it from the column's
	// name, and is UTC where that names none.
	Zone *time.Location
	// Modified is when the file was last changed: the time of collection of
	// records that state none.
	Modified time.Time
	// Now bounds what records may claim of their times.
	Now time.Time
	// Progress, when set, is told now and then how many records of all were read.
	Progress func(read, all int64)

	columns columns
	// isMac says that a workbook counts days from 1904, as Excel for the Mac did.
	isMac bool
}

// Unnamed is the platform of records that name none.
const Unnamed = "import"

// Summary is what became of a file's records.
type Summary struct {
	File string `json:"file"`
	// Formats are those that were found, in the order of their first record.
	Formats []string `json:"formats"`
	// Encoding is the character set, where it was found by the content.
	Encoding string `json:"encoding,omitempty"`
	// Fields say what was taken for what, Unused which columns for nothing, and
	// Dates how the dates of a column were read.
	Fields []Field  `json:"fields,omitempty"`
	Unused []string `json:"unused,omitempty"`
	Dates  []Dates  `json:"dates,omitempty"`
	// Records counts what was there, Posts what was handed on, and Repeated the
	// records that say word for word what one before them in the file says.
	Records  int64 `json:"records"`
	Posts    int64 `json:"posts"`
	Repeated int64 `json:"repeated,omitempty"`
	// Damaged counts posts with letters that cannot be read, which are replaced by
	// U+FFFD, and DamagedAt is the place of the first.
	Damaged   int64  `json:"damaged,omitempty"`
	DamagedAt string `json:"damaged_at,omitempty"`
	// Cut counts the posts of which something is over a bound (social.Post.Bound), and
	// Cuts names the first of them with what was cut.
	Cut  int64   `json:"cut,omitempty"`
	Cuts []Fault `json:"cuts,omitempty"`
	// Skipped counts the records that could not be read, and Faults names the
	// first of them.
	Skipped int64   `json:"skipped"`
	Faults  []Fault `json:"faults,omitempty"`
}

// Fault is a record that could not be read.
type Fault struct {
	// Where is the record's place: "posts.csv:12" for a line.
	Where string `json:"where"`
	Why   string `json:"why"`
}

// progressEvery is how many records are read between two words of progress.
const progressEvery = 1000

// reading is a file on its way.
type reading struct {
	opts    Options
	choices []*Format
	last    *Format
	sum     Summary
	emit    func(social.Post) error
	told    *told
	// survey says that the columns are looked at, and no posts made.
	survey bool
	// ids is what the survey found of identifiers.
	ids identifiers
	// all is how many records the survey found.
	all int64
	// header names the columns of a table as they are written.
	header []string
	// cells is the row of a table in hand.
	cells rowRecord
}

// Read hands the posts of src to emit, one after the other. It reads src twice:
// what a single date or count leaves open is told by the others of its column. A
// src that cannot be read twice is copied to a temporary file. Its error is of
// src, of emit or of the options; what is wrong with records is in the summary.
func Read(src io.Reader, opts Options, emit func(social.Post) error) (Summary, error) {
	choices, err := choose(opts)
	if err == nil {
		err = checkOrder(opts.Order)
	}
	if err != nil {
		return Summary{}, err
	}
	again, done, err := rewindable(src)
	if err != nil {
		return Summary{}, fmt.Errorf("importer: %s: %w", opts.Name, err)
	}
	defer done()
	opts.columns = columns{}
	survey := &reading{opts: opts, choices: choices, survey: true, sum: Summary{File: opts.Name, Formats: []string{}}}
	if err := survey.read(again); err != nil {
		return survey.sum, fmt.Errorf("importer: %s: %w", opts.Name, err)
	}
	if _, err := again.Seek(0, io.SeekStart); err != nil {
		return survey.sum, fmt.Errorf("importer: %s: read again: %w", opts.Name, err)
	}
	r := &reading{opts: opts, choices: choices, emit: emit, told: newTold(survey.ids), all: survey.sum.Records, sum: Summary{File: opts.Name, Formats: []string{}}}
	err = r.read(again)
	r.account()
	if err != nil {
		return r.sum, fmt.Errorf("importer: %s: %w", opts.Name, err)
	}
	return r.sum, nil
}

// read reads a file from its beginning.
func (r *reading) read(src io.Reader) error {
	packed := bufio.NewReader(src)
	if begin, err := packed.Peek(len(zipBegin)); err == nil && string(begin) == zipBegin {
		return r.workbook(packed)
	}
	if err := unreadable(packed); err != nil {
		return err
	}
	plain, err := decode(packed, r.opts.Encoding)
	if err != nil {
		return err
	}
	text := &lettered{in: plain}
	in := bufio.NewReaderSize(text, 64<<10)
	head, err := in.Peek(4096)
	if err != nil && err != io.EOF {
		return err
	}
	defer func() { r.sum.Encoding = text.encoding() }()
	switch head = bytes.TrimSpace(head); {
	case len(head) == 0:
		return social.Errorf(social.CodeInvalid, "the file is empty")
	case head[0] == '[':
		err = r.array(in)
	case head[0] == '{' || head[0] == separator:
		err = r.json(in, head)
	default:
		err = r.table(bufio.NewReaderSize(endLines(in), 64<<10))
	}
	return err
}

// record takes one record at a place.
func (r *reading) record(rec record, place string) error {
	r.sum.Records++
	format := r.formatOf(rec)
	switch {
	case format == nil:
		r.skip(place, "no known format has such fields ("+fieldsOf(rec)+"); name one with --format, or give fields their meaning with --map")
		return nil
	case r.survey:
		format.look(rec, r.opts.columns)
		r.ids.add(plainID(value(rec, format.Fields.ID)))
		return nil
	}
	if r.opts.Progress != nil && r.sum.Records%progressEvery == 0 {
		r.opts.Progress(r.sum.Records, r.all)
	}
	r.note(format, rec)
	post, err := format.post(rec, r.opts)
	if err == nil {
		_, isTable := rec.(rowRecord)
		err = r.told.tell(&post, isTable, format.states(rec))
	}
	if err != nil {
		r.skip(place, err.Error())
		return nil
	}
	if r.told.isRepeated(&post) {
		r.sum.Repeated++
		return nil
	}
	if strings.ContainsRune(post.FullText()+post.Author.Label(), unicode.ReplacementChar) {
		if r.sum.Damaged++; r.sum.Damaged == 1 {
			r.sum.DamagedAt = place
		}
	}
	post.NoteRecordings()
	cut, err := post.Bound()
	if err != nil {
		r.skip(place, err.Error())
		return nil
	}
	if cut != "" {
		r.cut(place, cut)
	}
	r.sum.Posts++
	return r.emit(post)
}

// cut notes a post that is over a bound.
func (r *reading) cut(place, what string) {
	r.sum.Cut++
	if len(r.sum.Cuts) < maxFaults {
		r.sum.Cuts = append(r.sum.Cuts, Fault{Where: r.opts.Name + ":" + place, Why: what})
	}
}

// skip notes a record that could not be read.
func (r *reading) skip(place, why string) {
	r.sum.Skipped++
	if len(r.sum.Faults) < maxFaults {
		r.sum.Faults = append(r.sum.Faults, Fault{Where: r.opts.Name + ":" + place, Why: why})
	}
}

// formatOf is the format of a record: mostly that of the one before.
func (r *reading) formatOf(rec record) *Format {
	if r.last != nil && r.last.fits(rec) && len(r.last.Folder) == 0 {
		return r.last
	}
	var found *Format
	for _, f := range r.choices {
		if !f.fits(rec) {
			continue
		}
		if f.inFolder(r.opts.Name) {
			found = f
			break
		}
		if found == nil {
			found = f
		}
	}
	if found == nil {
		found = r.meant(rec)
	}
	if found != nil && found != r.last {
		r.last = found
		if !contains(r.sum.Formats, found.Name) {
			r.sum.Formats = append(r.sum.Formats, found.Name)
		}
	}
	return found
}

// meant is the format of a record that lacks what its format has, where the
// record or the caller names it: what is wrong with it can be reported then.
func (r *reading) meant(rec record) *Format {
	if len(r.choices) == 1 {
		return r.choices[0]
	}
	for _, f := range r.choices {
		if source := rec.source(); source != "" && contains(f.Source, source) {
			return f
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if strings.EqualFold(e, s) {
			return true
		}
	}
	return false
}
