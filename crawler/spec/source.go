package spec

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"earshot/crawler/platform"
	"earshot/internal/social"
)

// Check reports what is wrong with a source of the platform.
func (f *File) Check(src social.Source) error {
	lists := f.lists()
	errs := platform.Unused(src, append([]string{"base_url"}, lists...)...)
	errs = append(errs, platform.UnknownParams(src, slices.Collect(maps.Keys(f.Params))...)...)
	switch {
	case src.BaseURL != "":
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	case f.BaseURL == "":
		errs = append(errs, platform.Fault(src, "base_url", "a %s source needs the address of its server", f.Platform))
	}
	for _, c := range f.Consent {
		if src.Params[c.Param] != c.Value {
			errs = append(errs, platform.Fault(src, "params."+c.Param, "%s", c.Message))
		}
	}
	filled := false
	for _, key := range lists {
		values := list(src, key)
		filled = filled || len(values) > 0
		for i, value := range values {
			errs = append(errs, f.checkValue(src, key, fmt.Sprintf("%s[%d]", key, i), value))
		}
	}
	lists = slices.DeleteFunc(lists, func(key string) bool { return key == "server" })
	switch {
	case filled:
	case len(lists) > 0:
		errs = append(errs, platform.Fault(src, lists[0], "a %s source needs %s", f.Platform, strings.Join(lists, " or ")))
	case f.BaseURL != "":
		errs = append(errs, platform.Fault(src, "base_url", "a %s source needs the address of its server", f.Platform))
	}
	return errors.Join(errs...)
}

// lists are the lists of a source that the platform reads.
func (f *File) lists() []string {
	var lists []string
	for _, lane := range f.LaneKinds {
		if !slices.Contains(lists, lane.From) {
			lists = append(lists, lane.From)
		}
	}
	return lists
}

// checkValue checks a value of a list: some lane must be for it.
func (f *File) checkValue(src social.Source, from, key, value string) error {
	if strings.TrimSpace(value) == "" {
		return platform.Fault(src, key, "is empty")
	}
	if from == "urls" {
		if err := platform.WebAddress(src, key, value); err != nil {
			return err
		}
	}
	var forms []string
	for _, lane := range f.LaneKinds {
		if lane.From != from || len(lane.Changed) > 0 {
			continue
		}
		if f.fits(lane, value) {
			return nil
		}
		forms = append(forms, lane.Form)
	}
	return platform.Fault(src, key, "%q is not %s", value, strings.Join(forms, " and not "))
}

// list returns the list of src of the given configuration key.
func list(src social.Source, key string) []string {
	switch key {
	case "queries":
		return src.Queries
	case "tags":
		return src.Tags
	case "accounts":
		return src.Accounts
	case "server":
		if src.BaseURL == "" || len(src.Queries)+len(src.Tags)+len(src.Accounts)+len(src.URLs) > 0 {
			return nil
		}
		return []string{"all"}
	default:
		return src.URLs
	}
}

// Lanes gives each value of the lists the platform reads a lane.
func (f *File) Lanes(src social.Source) []string {
	var lanes []string
	for _, lane := range f.LaneKinds {
		if lane.Comments && src.Comments == 0 {
			continue
		}
		for _, value := range list(src, lane.From) {
			if name := lane.Name + ":" + value; f.fits(lane, value) && !slices.Contains(lanes, name) {
				lanes = append(lanes, name)
			}
		}
	}
	return lanes
}
