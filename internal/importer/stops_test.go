package importer

import "testing"

func TestStopsStandInOneList(t *testing.T) {
	at := map[string]string{}
	for _, st := range stops {
		for w := range st.words {
			if at[w] != "" {
				t.Errorf("%q stands in the lists of %s and %s", w, at[w], st.lang)
			}
			at[w] = st.lang
		}
	}
}

func TestLanguageOfATalk(t *testing.T) {
	for _, c := range []struct{ lang, text string }{
		{"da", "Hvorfor købte De møllen?\n\nFordi ingen andre ville have den, og jeg gik forbi hver morgen.\n\nOg hvad siger Deres familie?\n\nMin kone siger, at jeg er skør, men om søndagen kommer de alle sammen og spiser noget."},
		{"nb", "Hvorfor kjøpte du mølla?\n\nFordi ingen andre ville ha den, og jeg gikk forbi hver morgen.\n\nOg hva sier familien din?\n\nKona mi sier at jeg er gal, men på søndager kommer alle hit og spiser noe."},
		{"ru", "Почему вы купили мельницу?\n\nПотому что она никому не была нужна, а я проходил мимо каждое утро.\n\nА что говорит ваша семья?\n\nЖена говорит, что я сошёл с ума, но по воскресеньям все приходят к нам обедать."},
		{"sk", "Obec sa rozhodla od pondelka zatvoriť most cez rieku. Podľa starostu je jeho údržba príliš drahá a v zime ho používa málo ľudí. Obyvatelia hovoria, že teraz musia jazdiť k lekárovi a že sa ich nikto nepýtal. Keď bol most nový, ako sa hovorí, platil ho kráľ."},
	} {
		res, ds := Read("talk.txt", []byte(c.text+"\n"), Options{})
		if res == nil || res.Lang != c.lang {
			t.Errorf("want %s: %+v %v", c.lang, res, ds)
		}
	}
}
