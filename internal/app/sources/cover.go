package sources

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
	known := make([]string, len(brands))
	for i, b := range brands {
		known[i] = b.Name
	}
	for _, name := range names {
		i := slices.IndexFunc(brands, func(b social.Brand) bool { return b.Name == name })
		if i < 0 {
			return nil, social.Errorf(social.CodeInvalid, "brands: %s", query.UnknownName("brand", name, known))
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
