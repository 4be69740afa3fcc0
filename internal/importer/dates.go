package importer

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/lateral-reader/lateral/internal/pattern"
)

// months lists the names of the months in the languages whose dates are read; also their usual short forms.
var months = func() map[string]int {
	m := map[string]int{}
	for _, list := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"_ _ _ _ _ _ _ _ sept _ _ _",
		"januar februar märz april mai juni juli august september oktober november dezember",
		"jänner _ mrz _ _ _ _ _ _ okt _ dez",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janv févr _ avr _ _ juil _ _ _ _ déc",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene _ _ abr _ _ _ ago _ _ _ dic",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"januari februari maart april mei juni juli augustus september oktober november december",
		"ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
		"januari februari mars april maj juni juli augusti september oktober november december",
		"januar februar marts april maj juni juli august september oktober november desember",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
		"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
		"يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
		"جانفي فيفري _ أفريل ماي جوان جويلية أوت _ اكتوبر _ _",
		"_ _ _ ابريل ماي يونيه يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
		"_ شباط آذار نيسان أيار حزيران تموز آب أيلول _ _ _",
		"בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
		"ledna února března dubna května června července srpna září října listopadu prosince",
		"tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
		"ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
		"januari februari maret april mei juni juli agustus september oktober november desember",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan fev mar abr mai jun jul ago set out nov dez",
		"gen feb mar apr mag giu lug ago set ott nov dic",
		"jan feb mrt apr mei jun jul aug sep okt nov dec",
		"янв фев мар апр мая июн июл авг сен окт ноя дек",
	} {
		for i, name := range strings.Fields(list) {
			if name != "_" {
				m[name] = i + 1
			}
		}
	}
	return m
}()

var (
	dayMonth  = pattern.New(`(?i)\b(\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:\pL{4,10}tag\s+)?(?:of\s+|de\s+)?([\pL]{3,11})\.?,?\s+(?:de\s+|del\s+)?(\d{4})(?:\b|\d{1,2}:\d{2}\b)`)
	monthDay  = pattern.New(`(?i)([\pL]{3,11})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\b|\d{1,2}:\d{2}\b)`)
	isoDay    = pattern.New(`\b(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:\d{2}))?`)
	dottedDay = pattern.New(`\b(\d{1,2})([./])(\d{1,2})[./](\d{4})\b`)
	yearFirst = pattern.New(`\b(\d{4})[./]\s?(\d{1,2})[./]\s?(\d{1,2})\b`)
	shortDay  = pattern.New(`(?i)\b(\d{1,2})[-./]([\pL]{3,4})[-./](\d{4})\b`)
	pairedDay = pattern.New(`(\d{1,2})\s+(\p{Arabic}{3,8})\s?/\s?\p{Arabic}+(?: \p{Arabic}+)?,?\s+(\d{4})`) // 13 November / Tishrin II 2015
	eastDay   = pattern.New(`(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日`)
	monthYear = pattern.New(`(?i)([\pL]{3,11})\.?\s+(\d{4})\b`)
)

// dayFirst matches a word before a date of those who write the day before the month: le 12/03/2021.
var dayFirst = pattern.New(`(?i)(?:^|[\s(])(?:le|el|il|em|del|du)\s+$`)

// twoDates matches where a date stood beside another on a page: 10. Februar 20199. Februar 2019.
var twoDates = pattern.New(`(\b\pL{3,11}\.? (?:19|20)\d{2})(\d{1,2}\. ?\pL)`)

// dateIn finds the first date in a line: as the format writes it, and the line without it. A date that could mean two days is none.
func dateIn(s string) (date, rest string) {
	if !strings.ContainsAny(s, "0123456789") {
		return "", s
	}
	s = twoDates.ReplaceAllString(s, "$1 $2")
	date, from, to := dateSpan(s)
	if date == "" {
		return "", s
	}
	return date, s[:from] + " " + s[to:]
}

// dateSpan finds the first date in a line, and where it stands: a day, or where there is none a month.
func dateSpan(s string) (date string, from, to int) {
	if !strings.ContainsAny(s, "0123456789") { // most lines: each form has a year in it
		return "", 0, 0
	}
	num := func(m []int, i int) int { n, _ := strconv.Atoi(s[m[2*i]:m[2*i+1]]); return n }
	name := func(m []int, i int) int { return months[strings.ToLower(s[m[2*i]:m[2*i+1]])] }
	best := func(d string, m []int) {
		if d != "" && (date == "" || m[0] < from) {
			date, from, to = d, m[0], m[1]
		}
	}
	for _, m := range isoDay.FindAllStringSubmatchIndex(s, 1) {
		d := day(num(m, 1), num(m, 2), num(m, 3))
		if m[8] >= 0 {
			clock := s[m[8]:m[9]]
			if len(clock) == 5 {
				clock += ":00"
			}
			if at := d + "T" + clock + s[m[10]:m[11]]; valid(at) {
				d = at
			}
		}
		best(d, m)
	}
	for _, re := range []*pattern.Pattern{yearFirst, eastDay} {
		for _, m := range re.FindAllStringSubmatchIndex(s, 1) {
			best(day(num(m, 1), num(m, 2), num(m, 3)), m)
		}
	}
	for _, m := range dayMonth.FindAllStringSubmatchIndex(s, -1) {
		best(day(num(m, 3), name(m, 2), num(m, 1)), m)
	}
	for _, m := range pairedDay.FindAllStringSubmatchIndex(s, 1) {
		best(day(num(m, 3), name(m, 2), num(m, 1)), m)
	}
	for _, m := range shortDay.FindAllStringSubmatchIndex(s, 1) {
		best(day(num(m, 3), name(m, 2), num(m, 1)), m)
	}
	for _, m := range monthDay.FindAllStringSubmatchIndex(s, -1) {
		best(day(num(m, 3), name(m, 1), num(m, 2)), m)
	}
	for _, m := range dottedDay.FindAllStringSubmatchIndex(s, 1) {
		a, b, y := num(m, 1), num(m, 3), num(m, 4)
		slash := s[m[4]:m[5]] == "/"
		switch {
		case !slash || a > 12 || a == b:
			best(day(y, b, a), m)
		case b > 12:
			best(day(y, a, b), m)
		case dayFirst.MatchString(s[:m[0]]):
			best(day(y, b, a), m)
		}
	}
	if date != "" {
		return date, from, to
	}
	for _, m := range monthYear.FindAllStringSubmatchIndex(s, -1) {
		if n, y := name(m, 1), num(m, 2); n > 0 && y >= 1500 && y < 2200 && !strings.ContainsAny(s[:m[0]], "0123456789") {
			return fmt.Sprintf("%04d-%02d", y, n), m[0], m[1]
		}
	}
	return "", 0, 0
}

func day(y, m, d int) string {
	s := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	if _, err := time.Parse("2006-01-02", s); err != nil || y < 1500 || y > 2199 {
		return ""
	}
	return s
}

func valid(s string) bool { _, err := time.Parse(time.RFC3339, s); return err == nil }

// beside lists the words that may stand with a date in a date line.
var beside = set(`monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch donnerstag
	freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo
	published posted first date dated aired broadcast recorded air written created issued released on at the of am pm a.m p.m et est edt gmt bst utc cet cest ist pst pdt
	hkt h uhr um am vom den le à publié el publicado veröffentlicht stand updated modified last aktualisiert actualizado mis jour à actualizó
	publicada modificado modificada actualizada modifié modifiée mise publiée pubblicato pubblicata aggiornato aggiornata gepubliceerd bijgewerkt opublikowano aktualizacja
	zaktualizowano publicerad uppdaterad publiceret opdateret publisert oppdatert geändert erschienen geplaatst yayınlanma güncelleme опубліковано оновлено опубликовано обновлено
	lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek sobota
	niedziela segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta feira måndag tisdag onsdag torsdag fredag lördag söndag
	pazartesi salı çarşamba perşembe cuma cumartesi pazar klo kl godz publikováno aktualizováno il den op o w dnia dniu r roku utworzenia edited oluşturulma tarihi tarih
	pondělí úterý středa čtvrtek pátek sobota neděle luni marţi marți miercuri joi vineri sâmbătă duminică hétfő kedd szerda csütörtök péntek szombat vasárnap
	δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή mandag tirsdag onsdag fredag lørdag søndag senin selasa rabu kamis jumat sabtu minggu понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер субота неділя month months year years
	الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد يوم نشر نشرت تاريخ النشر آخر تحديث الساعة بتاريخ في م ص مساء صباحا
	atualizado atualizada há anos meses dias horas minutos aedt aest awst acst nzst nzdt jst kst sgt eet eest msk cdt mdt mst pt ct mt wib gmt+1 gmt+2 gmt+3
	입력 수정 등록 등록일 입력일 수정일 작성일 게시일 승인 오전 오후 작성 게재 발행 송고 최종 datum fecha data em om г года saat read m t z local time print minute minutes min mins hour hours day days week weeks ago alle ore às issue sur letzte letztes letzter zuletzt bearbeitet änderung`)

var laterDate = pattern.New(`(?i)updat|bearbeit|änder|modif|aktualis|actualiz|atualiz|mis à jour|corrected|edited|retrieved|accessed|archived|uppdat|opdat|oppdat|aggiornat|bijgewerkt|aktualizov|zaktualiz|güncel|تحديث|обновл|оновл`)

// publishedLater matches the day of publication behind that of a change.
var publishedLater = pattern.New(`(?i)\b(?:published|posted|publié|veröffentlicht|publicado|pubblicato)\b(?: on| le| am| el| il)?:?\s+(.{6,40})`)

// glued matches words that stood beside each other on a page and lost what was between them: UTCUpdated.
var glued = pattern.New(`([A-Z]{2,4}|\d|min read)((?:Updated|Published|Modified|Modifié|Mis à jour|Actualisé|Actualizado|Aktualisiert|Aggiornato)\b|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})`)

// dateLine reads a line that says nothing but a date. later is set where the date is that of a change.
func dateLine(s string) (date string, later, ok bool) {
	s = bare(s)
	if !strings.ContainsAny(s, "0123456789") || count(s) > 20 {
		return "", false, false
	}
	if m := shortYear.FindStringSubmatchIndex(s); m != nil {
		s = s[:m[4]] + "20" + s[m[4]:]
	}
	date, rest := dateIn(glued.ReplaceAllString(s, "$1 $2"))
	if date == "" {
		return "", false, false
	}
	if i := laterDate.FindStringIndex(s); i != nil {
		later = i[0] < leadLength(s)
	}
	if m := publishedLater.FindStringSubmatch(s); later && m != nil {
		if d, _ := dateIn(m[1]); len(d) >= len("2006-01-02") {
			date, later = d, false
		}
	}
	for d, more := dateIn(rest); d != ""; d, more = dateIn(rest) {
		rest = more // "published …, updated …": the first one counts
	}
	return date, later, withDate(rest)
}

// shortYear matches a day with a year of two digits where the time behind it has the word of those who write the day first: 19.10.19, 11:29 Uhr.
var shortYear = pattern.New(`\b(\d{1,2}\.\d{1,2}\.)([012]\d)(?:,| um)? \d{1,2}[:.]\d\d Uhr\b`)

// eastTime matches a time in Japanese or Chinese, and the day of the week in brackets.
var eastTime = pattern.New(`\d{1,2}[時时点]\d{1,2}分?|[（(][月火水木金土日一二三四五六][)）]|(?:公開|更新|配信|投稿|发布时间|发表时间|时间)[:：]?`)

// withDate reports whether words say nothing but what stands with a date.
func withDate(s string) bool {
	s = eastTime.ReplaceAllString(s, " ")
	for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" \u3000,;:|•·()[]/–—-+", r) }) {
		if w = strings.Trim(w, "."); beside[w] {
			continue
		}
		if w = strings.Trim(w, "0123456789."); w != "" && !beside[w] {
			return false
		}
	}
	return true
}

// leadLength is how many bytes of a line stand before its first digit.
func leadLength(s string) int {
	if i := strings.IndexAny(s, "0123456789"); i >= 0 {
		return i
	}
	return len(s)
}
