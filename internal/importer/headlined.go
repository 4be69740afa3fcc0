package importer

// headlined leaves out the label of a headline that says who says what, The minister: ferry returns in May, above an interview in which the same label
// stands before what is said: nothing but the headline has no mark at its end.
func (r *reading) headlined(all []found) []found {
	if len(all) < 5 {
		return all
	}
	first := all[0]
	if first.para != 0 || first.line != 0 || first.style != colon || first.time != "" || len(r.paras[0].lines) > 1 || headlineEnd(first.rest) || count(first.rest) < 3 || count(first.rest) > 14 {
		return all
	}
	again, marks := false, 0
	for k, f := range all[1:] {
		again = again || f.base == first.base
		if text := r.spoken(all, k+1); headlineEnd(text) {
			marks++
		}
	}
	if !again || all[1].base == first.base || marks*10 < (len(all)-1)*9 {
		return all
	}
	return all[1:]
}

// headlineEnd reports whether words end as no headline does.
func headlineEnd(s string) bool { return sentenceEnd.MatchString(s) }
