package figure

// SetSpans makes a small store be read as a large one is: in spans that begin with first
// mentions and grow to longest, those of more than many as a large part of everything.
func (s *Reader) SetSpans(first, longest, many uint64) {
	s.spanSizes = spanSizes{first: first, growth: 2, longest: longest, many: many}
}
