package sources

import (
	"slices"

	"earshot/internal/app/config"
	"earshot/internal/query"
	"earshot/internal/social"
)

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
func PlanQuery(cfg config.Config, configFile, expr string, platforms []string) ([]PlatformPlan, error) {
	known, err := Known(configFile)
	if err != nil {
		return nil, err
	}
	q, err := queryOrBrand(cfg, expr, known)
	if err != nil {
		return nil, err
	}
	infos, err := Platforms(configFile)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(infos))
	for i, info := range infos {
		names[i] = info.Platform
	}
	for _, name := range platforms {
		if unknown := query.UnknownPlatform(name, names); unknown != "" {
			return nil, social.Errorf(social.CodeInvalid, "--platform: %s", unknown)
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

func queryOrBrand(cfg config.Config, expr string, known query.Known) (*query.Query, error) {
	for _, b := range cfg.Brands {
		if b.Name == expr {
			expr = b.Query
		}
	}
	q, _, err := config.ParseQuery(expr, known)
	return q, err
}
