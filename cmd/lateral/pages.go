package main

import (
	"bytes"
	"path"
	"strings"
	"sync"

	"github.com/lateral-reader/lateral/internal/corpus"
	"github.com/lateral-reader/lateral/internal/html"
	"github.com/lateral-reader/lateral/internal/output"
	"github.com/lateral-reader/lateral/internal/serve"
)

// pages is one build. The files of a folder are listed, and a file is made, when somebody asks. The next build may change the corpus in its place:
// then nothing more is made of this one, which says so to whoever asks.
type pages struct {
	corpus  *corpus.Corpus
	folders map[string]func() map[string]output.File           // by name; "" is the top
	single  map[string]func(at string, emit func(output.File)) // Folder.Of by name

	reading *sync.RWMutex // held while a file is made, by all pages of the same corpus
	old     bool          // the corpus is that of another build; under reading

	mu   sync.Mutex
	made map[string]func() ([]byte, error)
}

// newPages are the pages of a corpus that nobody else reads.
func newPages(c *corpus.Corpus, m *html.Maker) *pages {
	return pagesOf(c, m, new(sync.RWMutex))
}

func pagesOf(c *corpus.Corpus, m *html.Maker, reading *sync.RWMutex) *pages {
	p := &pages{corpus: c, folders: map[string]func() map[string]output.File{}, single: map[string]func(string, func(output.File)){}, reading: reading, made: map[string]func() ([]byte, error){}}
	for _, f := range m.Folders(c) {
		if f.Of != nil {
			p.single[f.Name] = f.Of
		}
		p.folders[f.Name] = sync.OnceValue(func() map[string]output.File {
			files := map[string]output.File{}
			f.List(func(f output.File) { files[f.Path] = f })
			return files
		})
	}
	p.folders[path.Dir(html.HealthPath)] = sync.OnceValue(func() map[string]output.File {
		return map[string]output.File{html.HealthPath: m.Health(c)}
	})
	return p
}

// next applies what became of the corpus, and makes the pages that take the place of p: put hands them on while nobody can read either.
func (p *pages) next(r *corpus.Relinked, m *html.Maker, put func(*pages)) *pages {
	p.reading.Lock()
	defer p.reading.Unlock()
	r.Apply()
	p.old = true
	q := pagesOf(p.corpus, m, p.reading)
	put(q)
	return q
}

// Open makes the file at a path of the output, or the page about the notes, which no output has.
func (p *pages) Open(name string) ([]byte, bool, error) {
	p.reading.RLock()
	defer p.reading.RUnlock()
	if p.old {
		return nil, false, serve.ErrReplaced
	}
	top, _, below := strings.Cut(name, "/")
	if !below {
		top = ""
	}
	list := p.folders[top]
	if list == nil {
		return nil, false, nil
	}
	f, ok := p.alone(top, name)
	if !ok {
		f, ok = list()[name]
	}
	if !ok {
		return nil, false, nil
	}
	data, err := p.maker(f)()
	return data, err == nil, err
}

// alone finds a file without a list of the whole folder, where that can be.
func (p *pages) alone(folder, at string) (found output.File, ok bool) {
	if of := p.single[folder]; of != nil {
		of(at, func(f output.File) {
			if f.Path == at {
				found, ok = f, true
			}
		})
	}
	return found, ok
}

// maker makes a file once, however many ask.
func (p *pages) maker(f output.File) func() ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	make := p.made[f.Path]
	if make == nil {
		make = sync.OnceValues(func() ([]byte, error) {
			var b bytes.Buffer
			err := f.Render(&b)
			return b.Bytes(), err
		})
		p.made[f.Path] = make
	}
	return make
}
