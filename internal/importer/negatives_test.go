package importer

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// plainTexts have no speakers, whatever stands before their colons, full stops and dashes.
var plainTexts = map[string]string{
	"recipe": `Barley soup

Serves: 4
Time: 50 minutes

Ingredients: barley, two carrots, an onion, a litre of stock.

Method: Wash the barley. Chop the carrots and the onion. Boil all of it in the stock for forty minutes.

Tip: Add the salt at the end.

Note: The soup keeps for three days.

Tip: It freezes well.

Note: Do not freeze the parsley.
`,
	"glossary": `Words of the mill

Sluice: A gate that lets the water in.
Weir: A low dam across a river.
Millrace: The channel that leads to the wheel.
Hopper: The box above the stones.
Damsel: The shaft that shakes the grain down.
Quern: A small mill turned by hand.
`,
	"verses": `The first book of the mill

1:1 In the beginning there was the river, and the river was high.
1:2 And the miller said to the river: Be still.
1:3 And it was not still.
2:1 Then came the second flood.
2:2 The miller said: Again?
`,
	"verses with names": `Readings

Genesis 1:1: In the beginning.
John 3:16: For he so loved the mill.
Genesis 1:2: And the earth was without form.
John 1:1: In the beginning was the word.
`,
	"poem": `The weir

The water comes, the water goes:
It never asks, it never knows.
And yet, the stone that holds it back:
Is wet and old, and cold and black.

The water comes, the water stays:
It counts the nights, it counts the days.
`,
	"letter": `From: A. Ruiz <ada@example.org>
To: B. Okafor <ben@example.org>
Subject: The sluice
Date: Mon, 4 Mar 2019 10:00:00 +0000

Dear Ben,

The sluice is stuck again. Please come when you can.

Yours,
Ada

From: B. Okafor <ben@example.org>
To: A. Ruiz <ada@example.org>
Subject: Re: The sluice
Date: Mon, 4 Mar 2019 12:00:00 +0000

Dear Ada,

I come tomorrow.
`,
	"settings": `name: mill
port: 8080
host: localhost
name: weir
port: 8081
host: localhost
name: sluice
port: 8082
host: remote
`,
	"two settings": `title: The mill at the weir
text: A long story about the mill.
title: The second mill
text: A short story about another mill.
title: The third mill
text: No story at all.
`,
	"code": `A program

def main():
    x: int = 3
    if x > 2:
        print("x: large")
    else:
        print("x: small")

class Mill:
    def turn(self):
        return self.wheel
`,
	"datelines": `News of the week

Harborough: The mayor opened the bridge on Monday. Hundreds came.

Chicago: A crane fell into the river. Nobody was hurt.

Paris: The museum stays shut until May. The roof leaks.

Harborough: The bridge was shut again on Friday.

Chicago: The crane was raised.
`,
	"article": `The bridge is shut

Note: This article was changed on Monday.

The harbour bridge was closed on Saturday. Nobody may cross it for now. The council gave three reasons: rust, wind and fear.

Update: The council says that it will open in May.

The mayor said: “It is not safe.” The engineer said: “It never was.”

Background: The bridge was built in 1932. It carried trams until 1961.

What comes next: The council meets on Thursday.

Update: The meeting is put off.
`,
	"list of facts": `Five facts about the weir

Height: three metres.
Length: forty metres.
Built: 1804.
Owner: the county.
State: poor.
`,
	"minutes": `Minutes of the council

Present: Ruiz, Okafor, Lind.
Apologies: Brandt.

Item 1: The bridge. The council agreed to shut it.
Item 2: The ferry. The council asked for a report.
Item 3: The weir. No decision.

Action: Okafor to write to the county.
Action: Ruiz to call the mill.
`,
	"steps": `How to open the sluice

Step 1: Turn the wheel to the left.
Step 2: Wait for the bell.
Step 3: Turn the wheel back.
Step 1 again: Turn it once more.
`,
	"claims": `What is true about the flood

Claim: The sluice was open all night.
Facts: The log shows that it was shut at nine.
Verdict: False.

Claim: The water rose three metres.
Facts: The gauge shows two.
Verdict: Misleading.

Claim: Nobody was warned.
Facts: A siren was heard at ten.
Verdict: False.
`,
	"reviews": `Two tools for millers

Pros: Cheap and light. It runs for a day.
Cons: It breaks.

Pros: It is strong.
Cons: It is dear. It is heavy.

Pros: None.
Cons: All of it.
`,
	"essay with dashes": `On rivers

Rivers — the old ones — do not ask.

Water — it is said — has no memory.

Rivers — I have seen it — come back.

Water — at night — is loud.
`,
	"bold leads": `# What we know

**The bridge:** It was shut on Saturday.

**The ferry:** It runs every hour.

**The bridge:** It will be mended in May.

**The ferry:** Nobody knows.
`,
	"timeline": `The night of the flood

21:00: The gate is shut.
21:30: The water reaches the first step.
22:15: The siren is heard.
23:00: The yard is under water.
`,
	"timeline with places": `The night of the flood

9.00 pm: The gate is shut.
9.30 pm: The water reaches the first step.
10.15 pm: The siren is heard.
`,
	"outline": `A. The mill
B. The weir
C. The sluice

A. The mill was built in 1804. It stands.
B. The weir was built later.
C. The sluice is new.
`,
	"exam": `Questions on the mill

A. Who built it?
B. When was it built?
C. Why does it stand there?
D. What does it cost?
`,
	"answers": `What colour is the wheel?

A. Red
B. Green
C. Blue

How old is it?

A. Ten years
B. A hundred years
C. Nobody knows
`,
	"addresses": `Where to ask

Phone: 01234 567890
E-mail: mill@example.org
Web: https://example.org/mill

Phone: 09876 543210
E-mail: weir@example.org
`,
	"bibliography": `Books on mills

Ruiz, A. Mills of the north. Harborough: Weir Press, 1999.
Okafor, B. Wheels and water. Harborough: Weir Press, 2004.
Lind, C. A short history of stones. London: Mill House, 2011.
`,
	"quotations": `What they said about the bridge

“It is old,” said Ada Ruiz, the mayor. “It was old when I was young.”

Ben Okafor, the engineer, disagrees. “It is not old. It is rusty.”

Ruiz does not care. “Old or rusty: it stays shut.”
`,
	"headings": `The mill

The wheel

It turns when the water is high. It has forty blades of oak.

The stones

There are two of them. The upper one turns.

The wheel

It was made anew in 1986.

The stones

They came from France.
`,
	"log of a program": `2024-03-05 10:00:01 INFO server: started
2024-03-05 10:00:02 INFO worker: ready
2024-03-05 10:00:03 WARN server: slow
2024-03-05 10:00:04 INFO worker: done
`,
	"song": `The miller's song

Verse 1:
The wheel goes round, the water falls,
The miller calls, the miller calls.

Chorus:
Round and round and round it goes,
Where it stops the miller knows.

Verse 2:
The stones are old, the stones are grey,
They grind the night, they grind the day.

Chorus:
Round and round and round it goes,
Where it stops the miller knows.
`,
	"scores": `Results

Harborough: 3
Millford: 1

Weirton: 2
Harborough: 2
`,
	"markup": `Some lines of a page

<p> The mill is old.
<b> The weir is older.
<p> The river is the oldest.
<b> Nobody knows how old.
`,
	"table":       "The mills\n\nName\tBuilt\tState\nUpper mill\t1804\tgood\nLower mill\t1822\tpoor\nUpper mill\t1804\tgood\n",
	"two columns": "The mills\n\nUpper mill\tIt stands above the weir.\nLower mill\tIt stands below the weir.\nOld mill\tIt fell down in 1901.\nNew mill\tIt was never built.\n",
	"horoscope": `Your week

Aries: You will meet a miller. Be kind to him.
Taurus: Water is near. Keep your boots on.
Gemini: A letter comes.
Cancer: Stay at home on Friday.
`,
	"cast": `The miller's daughter: a play

Cast

Ada: Vera Holm
Ben: Ivo Brandt
The miller: Jan Oak
`,
	"labelled paragraphs": `A report on the weir

Summary: The weir leaks. It should be mended before the winter.

Findings: Three stones are loose. The gate does not shut. Water runs under the wall.

Recommendation: Mend it. If there is no money, shut the path.

Findings of last year: Two stones were loose.
`,
	"german article": `Die Brücke ist zu

Fazit: Niemand weiß, wann sie öffnet.

Der Rat nannte drei Gründe: Rost, Wind und Angst.

Hintergrund: Die Brücke wurde 1932 gebaut.

Fazit: Es bleibt spannend.

Hintergrund: Bis 1961 fuhren dort Bahnen.
`,
	"french article": `Le pont est fermé

À savoir : le pont a été construit en 1932.

Le conseil a donné trois raisons : la rouille, le vent et la peur.

À noter : la réunion est reportée.

À savoir : le bac passe toutes les heures.
`,
	"questions alone": `Ten questions for millers

Who built the mill? And when?

Who pays for it? Nobody says.

Would they do it again?
`,
	"lower case leads": `a note to myself

first: call the mill.
second: shut the gate.
third: write to ada.

first: eat.
second: sleep.
`,
	"todo": `todo: mend the gate.
done: shut the path.
todo: call the county.
done: write the letter.
todo: sleep.
done: eat.
`,
	"changelog": `Changes

fix: the gate shuts again.
feat: a bell rings.
fix: the bell stops ringing.
feat: a second bell.
fix: both bells stop.
`,
	"dialogue without names": `The mill at night

—Who is there?

—It is me.

—Come in, then.

—I cannot. The door is shut.
`,
	"dialogue in a novel": `The mill at night

“Who is there?” she asked.

“It is me,” said the miller.

“Come in, then.” She waited: nobody came.

“I cannot. The door is shut.”
`,
	"places before numbers": `Trains

Harborough 10:15: on time.
Millford 10:40: late.
Harborough 11:15: on time.
Millford 11:40: late.
`,
	"programme": `The day of the mill

09:00 Ada Ruiz: Opening. Why we are here.
09:30 Ben Okafor: The night of the flood.
10:30 Coffee
11:00 Clara Lind: What you can do about our weir.
12:00 Lunch
`,
	"news as it came": `As it happened

10:15
The siren goes off. We are at the quay.

10:45
Ada Ruiz
The mayor has called the county, she tells us.

11:02
Ben Okafor
I am at the gate. You can see the mark on the wall.
`,
	"times alone": `[00:10] No, never.
[00:20] I asked for three things.
[00:30] Right.
[00:40] Right.
[00:50] And I never had an answer from you.
[01:00] And I wrote again.
`,
	"parts of reports": `Three studies

Methods: We asked forty millers.

Conclusions: Nobody knows why.

Methods: We looked at our gauges. What do they say?

Conclusions: You need more of them.
`,
	"Hintergrund": `Die Brücke

Hintergrund: Wir haben drei Dinge verlangt.

Die Lage: Ich glaube, man vergisst, wie still es war.

Hintergrund: Sie wurde 1932 gebaut.

Die Lage: Es bleibt, wie es ist. Wir warten.
`,
	"ranges of times": `Hours

09:00 - 12:00
Open

12:00 - 14:00
Shut

14:00 - 18:00
Open
`,
}

func TestNoSpeakers(t *testing.T) {
	for name, text := range plainTexts {
		file := "text.txt"
		res, ds := Read(file, []byte(text), Options{})
		if res == nil {
			t.Errorf("%s: %v", name, ds)
			continue
		}
		var who []string
		for _, s := range res.Speakers {
			who = append(who, strings.Join(s.Labels, "/"))
		}
		if len(who) > 0 && res.Kind != "qa" {
			t.Errorf("%s: %s with speakers %q\n%s", name, res.Kind, who, res.Body)
		}
	}
}

// TestProse makes up articles whose paragraphs and lines begin with a word or two and a colon now and then: nobody speaks in them.
func TestProse(t *testing.T) {
	leads := []string{"Note", "Update", "Background", "Chicago", "The result", "One thing is clear", "Example", "In short", "Editor’s note", "Result", "The problem",
		"The answer", "Number one", "Source", "Monday", "Table 1", "Fig. 2", "Case study", "Lesson one", "Harborough", "What we know", "Why it matters", "The bottom line", "Photo", "PS", "FAQ", "UK", "EU"}
	said := []string{"The bridge was closed on Saturday.", "Nobody may cross it for now.", "The council gave three reasons.", "It was built in 1932 and carried trams until 1961, when the last line to the harbour was taken up.",
		"Hundreds of people came to see it.", "“It is old,” the mayor said.", "The engineer disagrees.", "Last year the figure was lower.", "Rain fell for nine days.", "A ferry runs every hour between the two banks.",
		"Is it safe?", "“We were never asked,” said a woman who lives beside it."}
	r := rand.New(rand.NewPCG(7, 7))
	wrong := 0
	for n := range 400 {
		var b strings.Builder
		b.WriteString("The bridge is shut\n\n")
		few := 1 + r.IntN(4)
		for range 5 + r.IntN(20) {
			p := ""
			if r.IntN(4) == 0 {
				p = leads[(n+r.IntN(few))%len(leads)] + ": "
			}
			for range 1 + r.IntN(4) {
				p += said[r.IntN(len(said))] + " "
			}
			b.WriteString(wrapped(p, []int{0, 72}[n%2]) + "\n\n")
		}
		res, ds := Read("text.txt", []byte(b.String()), Options{})
		if res == nil {
			t.Fatal(ds)
		}
		if res.Kind == "transcript" {
			if wrong++; wrong < 4 {
				t.Logf("speakers %v in\n%s", fmt.Sprint(res.Speakers), b.String())
			}
		}
	}
	if wrong > 4 { // questions that stand by chance behind words that recur
		t.Errorf("%d of 400 articles have speakers", wrong)
	}
}

// TestPartsOfPages holds that what pages call the parts of a text, set like names of speakers, are no speakers.
func TestPartsOfPages(t *testing.T) {
	for name, text := range map[string]string{
		"things that are listed": "Die schönsten Boote des Jahres\n\nWir haben uns für euch umgesehen.\n\nHOLM: Ein Boot aus Holz, das wir mögen\n\nDas Boot liegt seit dem Frühjahr im Hafen und wird dort gebaut. Man kann es mieten, wenn man will.\n\n" +
			"VIK: Ein Boot aus Stahl\n\nDas Boot ist länger als alle anderen und trägt dreißig Leute.\n\nBERG: Ein Boot für den Winter\n\nEs bricht Eis bis zu einer Dicke von zehn Zentimetern.\n\nLIND: Ein Boot für Kinder\n\nEs ist klein und rot.\n\n" +
			"AAL: Ein Boot zum Rudern\n\nNeu ist daran nur der Name.\n\nHOLM: Noch ein Boot aus Holz\n\nAuch dieses liegt im Hafen.\n",
		"parts in Spanish": "Los barcos de la liga\n\nPocos barcos salieron al mar desde enero, por el tiempo.\n\nAGUILAS.- El barco de la isla ha salido tres veces este mes, con buen viento de norte y sin ninguna avería de importancia.\n\n" +
			"TOROS.- El barco de la ciudad no ha salido ninguna vez, por una avería del motor que nadie sabe reparar.\n\nLEONES.- El barco del norte salió en mayo con treinta pasajeros a bordo y volvió de noche.\n\n" +
			"GIGANTES.- El barco del sur ha llevado casi todo el correo de la isla durante el invierno.\n\nDE INTERES.- La compañía anunció el fin de la línea de noche para el mes de marzo.\n\nDE INTERES.- El nuevo horario será publicado en la puerta de la oficina.\n",
		"fields of dates": "Termine im Hafen\n\nOrt: Halle am Hafen\n\nThema: Der Fisch und sein Rauch, mit drei Gängen\n\nKarten & Auskunft: per Post bei der Tourist-Information oder an der Abendkasse, so lange es Karten gibt.\n\n" +
			"Ort: Haus am Kai\n\nKarten & Auskunft: an der Kasse vor dem Haus oder am Telefon der Tourist-Information.\n\nOrt: Halle am Hafen\n\nThema: Der Rauch und sein Fisch, mit vier Gängen\n\n" +
			"Karten & Auskunft: per Post bei der Tourist-Information oder an der Abendkasse.\n\nThema: Nichts als Fisch\n\nKarten & Auskunft: an der Kasse vor dem Haus, ab 5 min vor Beginn.\n",
		"headings that a list names": "How the year was\n\nWe say in this report what we did.\n\nTECH\nIt is easier than ever to row.\n\nHARBOUR\nThe harbour is open to you again.\n\nLAW\nWe won.\n\nTECH\nOur boats have lamps now, and you can see them at night.\n\n" +
			"HARBOUR\nThe quay was built anew, and we danced on it.\n\nLAW\nWe went to court for the night boat, and you paid for it.\n",
	} {
		res, ds := Read("x.txt", []byte(text), Options{})
		if res == nil {
			t.Fatal(name, ds)
		}
		if res.Kind != "article" || len(res.Turns) > 0 {
			t.Errorf("%s: %s with %d turns", name, res.Kind, len(res.Turns))
		}
	}
}

// TestMenusAmongText holds that words which come again before lines all over a copied page are no speakers; and that names there are.
func TestMenusAmongText(t *testing.T) {
	const prose = "The company said on Tuesday that it would stop running the night boat from the first of the month, since hardly anybody is on it.\n\n" +
		"A study by the harbour office found that a boat of half the size would cost about a third as much on nearly every night.\n\n"
	page := "Sport: The quay was full.\n\n" + prose + "Boats: You find all of them here.\n\n" + prose + "Weather: Rain in the north.\n\n" + prose + "Sport: The team lost again.\n\n" + prose +
		"Boats: Be the first to tell us of yours.\n\n" + prose + "Weather: Sunny in the south.\n\n" + prose
	talk := strings.NewReplacer("Sport: ", "ADA HOLM: ", "Boats: ", "PER VIK: ", "Weather: ", "IDA BERG: ").Replace(page)
	for text, kind := range map[string]string{page: "article", talk: "transcript"} {
		res, ds := Read("x.txt", []byte("The night boat stops\n\n"+text), Options{})
		if res == nil {
			t.Fatal(ds)
		}
		if res.Kind != kind || (len(res.Turns) > 0) != (kind == "transcript") {
			t.Errorf("%s with %d turns, want %s", res.Kind, len(res.Turns), kind)
		}
	}
}
