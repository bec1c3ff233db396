package panel

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
)

// Panel is one panel of a page: its name, the definitions of its figures, its
// queries, its content and its file.
type Panel struct {
	// Name is the id of the panel's element and its name in addresses,
	// /panels/NAME and /export/NAME.csv.
	Name, Title string
	// Definitions define the figures of the panel. Their texts are shown beside the
	// title, and they are listed on the page of definitions.
	Definitions []viewmodel.Definition
	// Span is how many of the twelve columns of the page the panel takes.
	Span int
	// Frame adds to what surrounds the panel (a caption, switches, links), which
	// may depend on the view; nil adds nothing.
	Frame func(v urlstate.View, frame *component.Panel)
	// Asks are the queries the panel needs.
	Asks func(q *Queries) []Query
	// View draws the content once all of Asks have returned.
	View func(q *Queries) templ.Component
	// Whole takes the place of the frame and of View for a panel that draws
	// itself in every state.
	Whole func(patience context.Context, q *Queries, state component.State) templ.Component
	// CSV is the panel's file; nil for a panel that has none of its own.
	CSV func(ctx context.Context, q *Queries) (Table, error)
}

// Table is the content of a file.
type Table struct {
	// Name names the content in the name of the file.
	Name string
	// View is what the file shows.
	View urlstate.View
	// Rows begin with the header.
	Rows [][]string
}

// Draw draws the panel in its cell of the page.
func (p Panel) Draw(patience context.Context, q *Queries) templ.Component {
	state := q.Settle(patience, p.Name, q.View.URL("/panels/"+p.Name), p.Asks(q)...)
	if p.Whole != nil {
		return p.Whole(patience, q, state)
	}
	var content templ.Component = templ.NopComponent
	if state.Ready() {
		content = p.View(q)
	}
	return view.Cell(p.Span, p.Framed(q.View), state, content)
}

// Framed is what surrounds the panel's content.
func (p Panel) Framed(v urlstate.View) component.Panel {
	frame := component.Panel{ID: p.Name, Title: p.Title, Definition: definitionText(p.Definitions)}
	if p.CSV != nil {
		frame.CSV = v.URL("/export/" + p.Name + ".csv")
	}
	if p.Frame != nil {
		p.Frame(v, &frame)
	}
	return frame
}

func definitionText(definitions []viewmodel.Definition) string {
	texts := make([]string, len(definitions))
	for i, d := range definitions {
		texts[i] = d.Text
	}
	return strings.Join(texts, " ")
}
