package importer

import (
	"strings"
	"testing"
)

// TestWholePages holds where the headline of a page stands that was pasted with its menus, and what an article with its headline on top keeps.
func TestWholePages(t *testing.T) {
	const body = "The company said on Tuesday that it would stop running the night boat from the first of next month, since hardly anybody is on it.\n\n" +
		"A study by the harbour office found that a boat of half the size would cost about a third as much to run on nearly every night.\n\n" +
		"Fishermen say that the winter is long without lights on the water, and that the doctor comes by that boat when someone falls ill after dark.\n\n" +
		"Nobody on the island was asked about it, and the mayor learned it from a notice on the pier, which somebody had torn in two.\n"
	const menus = "Jump to navigation\nQuay Courier\nNews\nTown\nIslands\nSport\nWeather\nTides\nBooks and films\nShop\nMy account\nNews\nIslands\n"
	for name, c := range map[string]struct{ text, want, kept, gone string }{
		"menus above":               {menus + "Company stops the night boat\n\nBy Ida Holm\n3 March 2020\n\n" + body, "Company stops the night boat | Ida Holm | 2020-03-03", "", "Tides"},
		"the name of a part above":  {menus + "Ships & Boats\nCompany stops the night boat for good\n3 March 2020\n\n" + body, "Company stops the night boat for good |  | 2020-03-03", "", "Ships & Boats"},
		"the way to the page":       {menus + "Home / News / Company stops the night boat\nCompany stops the night boat\n\n" + body, "Company stops the night boat |  | ", "", "Tides"},
		"a sum below":               {menus + "Company stops the night boat\nWhat those who live there think of it\nBy Ida Holm\n\n" + body, "Company stops the night boat | Ida Holm | ", "", "Tides"},
		"a few words of the text":   {"On boats\nCompany stops running the night boat\nIda Holm am 3. März 2020 um 11:23\n\n" + body, "Company stops running the night boat | Ida Holm | 2020-03-03", "", ""},
		"a list below the headline": {"Company stops the night boat\n\nBy Ida Holm\n\nThe boats\nRosa\nMarta\nPerla\nNorth Star\nSouth Star\nThe Quay\nOld Pier\nThe Mole\nFirst of May\nIda\n\nWhat the company says\n\n" + body, "Company stops the night boat | Ida Holm | ", "South Star", ""},
		"a song":                    {"The night boat\n\nRow\nRow on\nThe tide is out\nRow\nRow on\nThe quay is dark\nRow\nRow on\nThe lamp is lit\nRow\nRow on\nNobody waits\n", "The night boat |  | ", "Nobody waits", ""},
		"an hour of the clock":      {"The night boat stops for good\n\nVon Ida Holm 3. März 2020 00:04 Uhr\n\n" + body, "The night boat stops for good | Ida Holm | 2020-03-03", "", ""},
		"a year of two digits":      {"The night boat stops for good\n\n19.10.19, 11:29 Uhr\n\n" + body, "The night boat stops for good |  | 2019-10-19", "", ""},
		"two digits in English":     {"The night boat stops for good\n\n9.10.19, 11:29 PM\n\n" + body, "The night boat stops for good |  | ", "", ""},
		"a glued word":              {"The night boat stops for good\n\nByI.P. Holm\n\n" + body, "The night boat stops for good | I.P. Holm | ", "", ""},
		"a junior":                  {"The night boat stops for good\n\nBy Per Vik Jr.\n\n" + body, "The night boat stops for good | Per Vik Jr. | ", "", ""},
		"authors of both kinds":     {"The night boat stops for good\n\n3. März 2020\nAutor*in\nIda Holm\n\n" + body, "The night boat stops for good | Ida Holm | 2020-03-03", "", ""},
		"a thing beside the day":    {"The night boat stops for good\n\nFragen der Fischerei\n3. März 2020\n\n" + body, "The night boat stops for good |  | 2020-03-03", "", ""},
	} {
		res, ds := Read("x.txt", []byte(c.text), Options{})
		if res == nil {
			t.Fatal(name, ds)
		}
		if got := strings.Join([]string{res.Title, strings.Join(res.Byline, ", "), res.Published}, " | "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
		if !strings.Contains(res.Body, c.kept) || c.gone != "" && strings.Contains(res.Body, c.gone) {
			t.Errorf("%s: the body is\n%s", name, res.Body)
		}
	}
}
