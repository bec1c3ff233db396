package app

import (
	"slices"

	"earshot/crawler"
	"earshot/internal/query"
	"earshot/internal/social"
)

// everyBrand stands for all of them in a source's brands.
const everyBrand = "all"

// cover puts the queries of the source's brands to its platform: what the
// platform can be asked for joins the source's own lists, and the source's
// coverage says what it cannot.
func cover(src social.Source, brands []social.Brand, adapter crawler.Adapter) (social.Source, error) {
	chosen, err := chosenBrands(src.Brands, brands)
	if err != nil || len(chosen) == 0 {
		return src, err
	}
	if stream, ok := adapter.(crawler.Streamer); ok && stream.Streams(src) {
		// All of a stream is heard, so there is nothing to ask.
		for _, b := range chosen {
			src.Coverage = append(src.Coverage, social.Coverage{Brand: b.Name, Whole: true})
		}
		return src, nil
	}
	info := adapter.Info()
	can := info.Search
	can.Timeline = can.Timeline && (src.BaseURL != "" || len(src.URLs) > 0)
	if !can.Words && !can.Tags && !can.Accounts && !can.Timeline {
		return src, social.Errorf(social.CodeInvalid, "brands: %s cannot be searched; name what to read there instead", info.Title)
	}
	whole := false
	for _, b := range chosen {
		c := social.Coverage{Brand: b.Name, Plan: query.NewPlan(b.Query, src.Platform, can)}
		c.Whole = can.Timeline && c.Empty()
		whole = whole || c.Whole
		src.Coverage = append(src.Coverage, c)
	}
	for i, c := range src.Coverage {
		if whole {
			// One brand needs everything to be read, so nothing is left to ask.
			src.Coverage[i] = social.Coverage{Brand: c.Brand, Whole: true}
			continue
		}
		src.Queries = join(src.Queries, c.Queries)
		src.Tags = join(src.Tags, c.Tags)
		src.Accounts = join(src.Accounts, c.Accounts)
	}
	return src, nil
}

// chosenBrands are the brands a source names, each once.
func chosenBrands(names []string, brands []social.Brand) ([]social.Brand, error) {
	if slices.Contains(names, everyBrand) {
		return brands, nil
	}
	var chosen []social.Brand
	for _, name := range names {
		i := slices.IndexFunc(brands, func(b social.Brand) bool { return b.Name == name })
		if i < 0 {
			return nil, social.Errorf(social.CodeInvalid, "brands: there is no brand %q", name)
		}
		if !slices.ContainsFunc(chosen, func(b social.Brand) bool { return b.Name == name }) {
			chosen = append(chosen, brands[i])
		}
	}
	return chosen, nil
}

// join appends what list does not hold yet.
func join(list, more []string) []string {
	list = slices.Clone(list)
	for _, value := range more {
		if !slices.Contains(list, value) {
			list = append(list, value)
		}
	}
	return list
}

// PlatformPlan is how a query would be put to a platform.
type PlatformPlan struct {
	Platform string `json:"platform"`
	Title    string `json:"title"`
	// Whole: everything a source of the platform shows can be read.
	Whole bool `json:"whole"`
	// Searchable: the platform can be asked for words or hashtags.
	Searchable bool                `json:"searchable"`
	Queries    []string            `json:"queries"`
	Tags       []string            `json:"tags"`
	Accounts   []string            `json:"accounts"`
	Missing    []query.Unsupported `json:"missing"`
}

// PlanQuery says how a query is put to each of some platforms, or to all; expr
// is a query or the name of a configured brand.
func PlanQuery(s Settings, expr string, platforms []string) ([]PlatformPlan, error) {
	q, err := queryOrBrand(s, expr)
	if err != nil {
		return nil, err
	}
	infos, err := Platforms(s)
	if err != nil {
		return nil, err
	}
	for _, name := range platforms {
		if !slices.ContainsFunc(infos, func(i crawler.Info) bool { return i.Platform == name }) {
			return nil, social.Errorf(social.CodeInvalid, "there is no platform %q; earshot source list names them", name)
		}
	}
	var plans []PlatformPlan
	for _, info := range infos {
		if len(platforms) > 0 && !slices.Contains(platforms, info.Platform) {
			continue
		}
		can := info.Search
		can.Timeline = false
		plan := PlatformPlan{
			Platform: info.Platform, Title: info.Title, Whole: info.Search.Timeline, Searchable: can.Words || can.Tags,
		}
		if p := query.NewPlan(q, info.Platform, can); plan.Searchable || !p.Empty() {
			plan.Queries, plan.Tags, plan.Accounts, plan.Missing = p.Queries, p.Tags, p.Accounts, p.Missing
		}
		plans = append(plans, plan)
	}
	return plans, nil
}

func queryOrBrand(s Settings, expr string) (*query.Query, error) {
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return nil, err
	}
	for _, b := range cfg.Brands {
		if b.Name == expr {
			expr = b.Query
		}
	}
	return ParseQuery(expr)
}
