package importer

import (
	"embed"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"earshot/internal/social"
)

//go:embed formats/*.yaml
var files embed.FS

// Format says how records of one kind are recognised and what they hold. Each
// list of places is tried in order, and the first that holds something counts.
// A place is a column's name or a path into JSON; one with braces is a template
// of places ("https://x.com/{user.name}/status/{id}") that holds something only
// if all of them do.
type Format struct {
	Name string `yaml:"name"`
	// Tool wrote the file: "zeeschuimer".
	Tool string `yaml:"tool"`
	// Source are the values of Zeeschuimer's source_platform for this format.
	Source []string `yaml:"source"`
	// Has are places that hold something in every record of this format, Lacks
	// such as are not there in any.
	Has   []string `yaml:"has"`
	Lacks []string `yaml:"lacks"`
	// Folder are names of folders of this format's files, which decide where
	// several formats fit.
	Folder []string `yaml:"folder"`
	// Platform is the posts' platform; empty takes it from the field platform,
	// or else from the address.
	Platform string `yaml:"platform"`
	// Zone is the offset of times that state none, "+0800"; empty is UTC.
	Zone string `yaml:"zone"`
	// ZeroUnknown says that the tool writes 0 for counts it does not know.
	ZeroUnknown bool `yaml:"zero_unknown"`
	// Own says that Earshot wrote the file: the text begins with the title and a
	// line break, and what else there is stands as it is.
	Own bool `yaml:"own"`
	// Clock is how many bits of a number in the field created stand after its
	// milliseconds since 1970; 0 is for times as they are commonly written.
	Clock uint `yaml:"clock"`

	// Pattern is the part of the field id that is the identity; empty is all of
	// it. The template "{#id}" stands for it in url.
	Pattern string `yaml:"pattern"`

	// Repost are the places of the post that a record only shows again, whose words
	// and pictures are read.
	Repost []string `yaml:"repost"`

	Fields fields `yaml:"fields"`

	pattern *regexp.Regexp
}

// fields are the places of a post's fields.
type fields struct {
	Platform  []string `yaml:"platform"`
	ID        []string `yaml:"id"`
	URL       []string `yaml:"url"`
	Handle    []string `yaml:"author"`
	Name      []string `yaml:"author_name"`
	AuthorURL []string `yaml:"author_url"`
	// Own are addresses of the post's own parts, which name its author.
	Own   []string `yaml:"own"`
	Title []string `yaml:"title"`
	Text  []string `yaml:"text"`
	// Shown are words that stand below the text; all places are taken.
	Shown     []string `yaml:"shown"`
	Language  []string `yaml:"language"`
	Created   []string `yaml:"created"`
	Edited    []string `yaml:"edited"`
	Parent    []string `yaml:"parent"`
	Thread    []string `yaml:"thread"`
	Tags      []string `yaml:"tags"`
	Links     []string `yaml:"links"`
	Images    []string `yaml:"images"`
	Likes     []string `yaml:"likes"`
	Shares    []string `yaml:"shares"`
	Comments  []string `yaml:"comments"`
	Views     []string `yaml:"views"`
	Collected []string `yaml:"collected"`
	Source    []string `yaml:"source"`
	DateFrom  []string `yaml:"date_from"`
	Backlog   []string `yaml:"backlog"`
	// Recordings are addresses of sound and video, Transcript is what is said in them and
	// Origin where that is from.
	Recordings []string `yaml:"recordings"`
	Transcript []string `yaml:"transcript"`
	Origin     []string `yaml:"transcript_from"`
}

// byName are the fields as --map names them.
func (f *fields) byName() map[string]*[]string {
	return map[string]*[]string{
		"platform": &f.Platform, "id": &f.ID, "url": &f.URL, "author": &f.Handle, "author_name": &f.Name, "author_url": &f.AuthorURL,
		"title": &f.Title, "text": &f.Text, "language": &f.Language, "created_at": &f.Created, "edited_at": &f.Edited,
		"parent": &f.Parent, "thread": &f.Thread, "tags": &f.Tags, "links": &f.Links, "images": &f.Images,
		"likes": &f.Likes, "shares": &f.Shares, "comments": &f.Comments, "views": &f.Views, "collected_at": &f.Collected,
	}
}

// Formats are the formats Earshot knows, the more particular first.
func Formats() ([]*Format, error) {
	var all []*Format
	for _, name := range []string{"earshot", "zeeschuimer", "4cat", "mediacrawler", "suites", "tools"} {
		data, err := files.ReadFile("formats/" + name + ".yaml")
		if err != nil {
			return nil, fmt.Errorf("importer: formats: %w", err)
		}
		var list []*Format
		if err := yaml.UnmarshalWithOptions(data, &list, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("importer: formats/%s.yaml: %w", name, err)
		}
		for _, f := range list {
			if f.pattern, err = regexp.Compile(f.Pattern); err != nil {
				return nil, fmt.Errorf("importer: format %s: %w", f.Name, err)
			}
		}
		all = append(all, list...)
	}
	return all, nil
}

// Names are the names --format takes: of tools, and of single formats.
func Names() ([]string, error) {
	formats, err := Formats()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, f := range formats {
		for _, name := range []string{f.Tool, f.Name} {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names, nil
}

// choose is the formats that may be meant.
func choose(opts Options) ([]*Format, error) {
	if len(opts.Map) > 0 {
		own, err := mapped(opts.Map)
		return []*Format{own}, err
	}
	all, err := Formats()
	if err != nil || opts.Format == "" {
		return all, err
	}
	var chosen []*Format
	for _, f := range all {
		if f.Name == opts.Format || f.Tool == opts.Format {
			chosen = append(chosen, f)
		}
	}
	if len(chosen) == 0 {
		names, err := Names()
		if err != nil {
			return nil, err
		}
		return nil, social.Errorf(social.CodeInvalid, "unknown format %q: %s", opts.Format, strings.Join(names, ", "))
	}
	return chosen, nil
}

// mapped is the format that --map describes.
func mapped(columns map[string]string) (*Format, error) {
	f := &Format{Name: "map", Tool: "map"}
	known := f.Fields.byName()
	for _, column := range sortedKeys(columns) {
		places, ok := known[columns[column]]
		if !ok {
			return nil, social.Errorf(social.CodeInvalid, "--map %s=%s: no such field: %s", column, columns[column], strings.Join(sortedKeys(known), ", "))
		}
		*places = append(*places, column)
	}
	if len(f.Fields.Created) == 0 || len(f.Fields.Text)+len(f.Fields.Title) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "--map: created_at and text (or title) are needed")
	}
	return f, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// fits tells whether a record is of the format.
func (f *Format) fits(rec record) bool {
	if source := rec.source(); len(f.Source) > 0 && source != "" && !contains(f.Source, source) {
		return false
	}
	for _, place := range f.Has {
		if !rec.has(place) {
			return false
		}
	}
	for _, place := range f.Lacks {
		if rec.has(place) {
			return false
		}
	}
	return true
}

// inFolder tells whether a file lies in one of the format's folders.
func (f *Format) inFolder(name string) bool {
	for _, part := range strings.Split(filepath.ToSlash(filepath.Dir(name)), "/") {
		if contains(f.Folder, part) {
			return true
		}
	}
	return false
}
