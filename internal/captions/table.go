package captions

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What the columns of a table are called that programs which write down speech, and people, make.
var (
	tableSpeakers = tableSet("speaker|speakers|speaker name|speaker label|speaker_name|speaker_label|name|who|participant|person|voice|role|sprecher|sprecher:in|sprecherin|redner|person(en)|locuteur|" +
		"intervenant|orateur|hablante|orador|interviniente|ponente|parlante|relatore|oratore|falante|spreker|talare|mówca|спикер|говорящий|спікер|konuşmacı|話者|発言者|说话人|发言人|화자|발언자|المتحدث|דובר")
	tableWords = tableSet("text|transcript|transcription|words|speech|utterance|sentence|content|dialogue|dialog|said|message|caption|subtitle|transkript|äußerung|wortlaut|inhalt|" +
		"texte|transcripción|transcripcion|texto|testo|trascrizione|transcrição|tekst|uitspraak|replik|wypowiedź|текст|реплика|репліка|metin|konuşma|発言|内容|テキスト|文本|发言|내용|발언|النص|טקסט")
	tableStarts = tableSet("start|start time|start_time|starttime|start (ms)|start timestamp|time|timestamp|timecode|time code|tc|tc in|in|begin|begin time|from|zeit|startzeit|zeitstempel|zeitmarke|" +
		"beginn|von|début|temps|heure|horodatage|inicio|tiempo|hora|inizio|tempo|início|tijd|tid|czas|время|час|zaman|süre|時間|開始|时间|開始時間|시간|시작|الوقت|זמן")
	tableEnds = tableSet("end|end time|end_time|endtime|end (ms)|tc out|out|to|stop|ende|endzeit|bis|fin|fine|fim|einde|slut|koniec|конец|bitiş|終了|结束|끝")
)

func tableSet(list string) map[string]bool {
	m := map[string]bool{}
	for s := range strings.SplitSeq(list, "|") {
		m[s] = true
	}
	return m
}

// columns says in which column of a table what stands; -1 where there is none.
type columns struct{ speaker, words, start, end int }

// headColumns reads the first row of a table.
func headColumns(head []string) columns {
	c := columns{-1, -1, -1, -1}
	for i, s := range head {
		s = strings.ToLower(oneLine(strings.Trim(s, "\ufeff\" *#:")))
		for _, col := range []struct {
			names map[string]bool
			at    *int
		}{{tableWords, &c.words}, {tableSpeakers, &c.speaker}, {tableStarts, &c.start}, {tableEnds, &c.end}} {
			if *col.at < 0 && col.names[s] {
				*col.at = i
				break
			}
		}
	}
	return c
}

// LooksTable reports whether a text without a telling name is a table of what is said, with commas, semicolons or tabs between its cells: its first row
// names a column for who speaks, or two for times, and one for the words; or its first rows have two times and two other cells, parted by tabs.
func LooksTable(text string) bool {
	head, more, _ := strings.Cut(strings.TrimPrefix(text, "\ufeff"), "\n")
	if len(head) > 400 || !strings.Contains(strings.TrimSpace(more), "\n") {
		return false
	}
	cells, ok := cellsOf(head)
	c := headColumns(cells)
	if second, _, _ := strings.Cut(more, "\n"); timedRow(head) && timedRow(second) {
		return true
	}
	return ok && c.words >= 0 && (c.speaker >= 0 || c.start >= 0 && c.end >= 0)
}

// timedRow reports whether two cells of a row are times with colons, and two or more hold something else.
func timedRow(row string) bool {
	times, others := 0, 0
	for c := range strings.SplitSeq(row, "\t") {
		if tableTime(c, 1000) >= 0 && strings.Contains(c, ":") {
			times++
		} else if strings.TrimSpace(c) != "" {
			others++
		}
	}
	return times >= 2 && others == 2
}

// cellsOf parts one row that has no line breaks in it.
func cellsOf(row string) ([]string, bool) {
	r := reader(row, between(row))
	cells, err := r.Read()
	return cells, err == nil && len(cells) > 1
}

// between is the sign that stands between the cells of a row.
func between(row string) rune {
	sign, most := ',', 0
	for _, c := range "\t;,|" {
		if n := strings.Count(row, string(c)); n > most {
			sign, most = c, n
		}
	}
	return sign
}

func reader(text string, sign rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = sign, sign != '\t', -1
	return r
}

// ErrNoTalk says that a table has no column that can be what somebody says.
var ErrNoTalk = errors.New("no column of it holds what is said")

// Table reads a table of what is said (CSV or TSV), a row for each time that somebody speaks. The columns are those that the first row names so; where it
// names none, the one with the most words is what is said, and who speaks is one whose few short entries come again. The error is ErrNoTalk or that
// of package csv.
func Table(text string) (*File, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	head, _, _ := strings.Cut(text, "\n")
	sign := between(head)
	rows, lines, err := tableRows(text, sign)
	if err != nil {
		return nil, err
	}
	f := &File{Named: true}
	c := headColumns(rows[0])
	first := 1
	if c.words < 0 {
		if c = guessColumns(rows); c.words < 0 {
			return nil, ErrNoTalk
		}
		first = 0
		if c.start >= 0 && tableTime(cell(rows[0], c.start), 1000) < 0 {
			first = 1
		}
	}
	if first == 1 {
		f.rest(1, strings.Join(rows[0], " "), Header)
	}
	scale := tableScale(rows[first:], c)
	for i, row := range rows[first:] {
		f.row(row, lines[first+i], c, scale)
	}
	return f, nil
}

// row makes a cue of a row; cells that are no part of one go to the rest.
func (f *File) row(row []string, line int, c columns, scale int64) {
	cue := Cue{Start: -1, End: -1, Line: line}
	for i, s := range row {
		switch ms := tableTime(s, scale); {
		case i == c.words || i == c.speaker:
		case i == c.start && ms >= 0:
			cue.Start = ms
			f.rest(line, s, Times)
		case i == c.end && ms >= 0:
			cue.End = ms
			f.rest(line, s, Times)
		default:
			f.rest(line, s, Detail)
		}
	}
	voice := strings.TrimSpace(strings.TrimRight(oneLine(cell(row, c.speaker)), ":："))
	if said := cell(row, c.words); oneLine(said) != "" {
		cue.Runs = []Run{{voiceOf(voice, nil), said, line}}
		f.Cues = append(f.Cues, cue)
	} else {
		f.rest(line, voice, Detail)
	}
}

// tableRows reads all rows that hold anything, and the numbers of their lines. Tabs are no part of quoted cells: programs that write them quote nothing.
func tableRows(text string, sign rune) (rows [][]string, lines []int, err error) {
	if sign == '\t' {
		for i, l := range strings.Split(text, "\n") {
			if strings.TrimSpace(l) == "" {
				continue
			}
			cells := strings.Split(l, "\t")
			for k, s := range cells {
				if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' && strings.Count(s, `"`)%2 == 0 && !strings.Contains(strings.ReplaceAll(s[1:len(s)-1], `""`, ""), `"`) {
					cells[k] = strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
				}
			}
			rows, lines = append(rows, cells), append(lines, i+1)
		}
	} else {
		r := reader(text, sign)
		for {
			row, err := r.Read()
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, nil, err
			}
			if strings.TrimSpace(strings.Join(row, "")) == "" {
				continue
			}
			line, _ := r.FieldPos(0)
			rows, lines = append(rows, row), append(lines, line)
		}
	}
	if len(rows) < 2 {
		return nil, nil, ErrNoTalk
	}
	return rows, lines, nil
}

func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return row[i]
}

// tableTime reads a time of a cell, in milliseconds; -1 where it is none. scale is that of a number without a mark.
func tableTime(s string, scale int64) int64 {
	s = strings.Trim(strings.TrimSpace(s), "[]()")
	if s == "" || !decimal(s[0]) {
		return -1
	}
	ms := seconds(strings.Replace(s, ",", ".", 1))
	if ms >= 0 && scale == 1 && digits(s) == len(s) {
		ms /= 1000
	}
	return ms
}

// tableScale is how many milliseconds a number in the column of times means.
func tableScale(rows [][]string, c columns) int64 {
	last, n := int64(0), 0
	for _, row := range rows {
		s := strings.TrimSpace(cell(row, c.start))
		if digits(s) != len(s) {
			return 1000
		}
		last = max(last, number(s))
		n += len(strings.Fields(cell(row, c.words)))
	}
	return unitOf(last, n)
}

// guessColumns finds the columns of a table that does not name them; words is -1 where it does not look like a talk.
func guessColumns(rows [][]string) columns {
	c := columns{-1, -1, -1, -1}
	width := len(rows[0])
	if width < 2 || width > 12 {
		return c
	}
	most := 0
	for k := range width {
		n, times, filled := 0, 0, 0
		short, names, letters := true, map[string]int{}, 0
		for _, row := range rows {
			s := oneLine(cell(row, k))
			if s == "" {
				continue
			}
			filled++
			n += len(strings.Fields(s))
			if tableTime(s, 1000) >= 0 {
				times++
			}
			if r, _ := utf8.DecodeRuneInString(s); unicode.IsLetter(r) {
				letters++
			}
			short = short && len(s) <= 60
			names[s]++
		}
		switch {
		case times*10 >= filled*9 && filled*2 > len(rows):
			if c.start < 0 {
				c.start = k
			} else if c.end < 0 {
				c.end = k
			}
		case short && c.speaker < 0 && letters*10 >= filled*9 && len(names) > 1 && len(names)*3 <= filled && filled*2 > len(rows):
			c.speaker = k
		case n > most && n >= 4*filled:
			c.words, most = k, n
		}
	}
	if c.speaker < 0 && c.start < 0 {
		c.words = -1
	}
	return c
}
