package watch

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// events holds the folders that the system reports events for, and which paths of the site they stand for.
type events struct {
	fs      *fsnotify.Watcher // nil: closed
	mail    *mail
	folders map[string]*folder
}

// A folder is watched under its real path, however many links lead to it, because to the system it is one.
type folder struct {
	ino uint64
	as  []alias
}

// An alias says what a folder, or only one name in it, is in the site.
type alias struct{ only, site string }

func (e *events) open() (err error) {
	e.folders = map[string]*folder{}
	if e.fs, err = fsnotify.NewWatcher(); err == nil {
		e.mail = receive(e.fs)
	}
	return err
}

func (e *events) close() {
	if e.fs != nil {
		_ = e.fs.Close() // nothing was written, nothing can be lost
		<-e.mail.ended
	}
	e.fs, e.folders = nil, nil
}

// come says that there is something to take; nothing comes when closed.
func (e *events) come() <-chan struct{} {
	if e.fs == nil {
		return nil
	}
	return e.mail.come
}

// add watches a folder. An error means that events cannot be had; that the folder is gone or may not be read is none.
func (e *events) add(real string, a alias, ino uint64) (isNew bool, err error) {
	if e.fs == nil {
		return false, nil
	}
	f := e.folders[real]
	if f != nil && f.ino != ino {
		// Another folder took the name. First remove, as fsnotify mixes up a path that gets the inode of another.
		_ = e.fs.Remove(real)
	}
	if f == nil || f.ino != ino {
		err := e.fs.Add(real)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR):
			delete(e.folders, real)
			return false, nil
		case err != nil:
			return false, err
		}
		if isNew = f == nil; isNew {
			f = &folder{}
			e.folders[real] = f
		}
		f.ino = ino
	}
	if !slices.Contains(f.as, a) {
		f.as = append(f.as, a)
	}
	return isNew, nil
}

func (e *events) remove(real string, a alias) {
	f := e.folders[real]
	if f == nil {
		return
	}
	f.as = slices.DeleteFunc(f.as, func(b alias) bool { return a == b })
	if len(f.as) == 0 {
		_ = e.fs.Remove(real) // it may be gone already
		delete(e.folders, real)
	}
}

// drop forgets the watches of a node and all beneath it, but keeps those that its successor needs, too; nil needs none.
func (e *events) drop(site string, old, fresh *node) {
	type watch struct {
		real string
		alias
	}
	watches := func(n *node, f func(watch)) {
		n.each(site, func(site string, n *node) {
			if n.link {
				f(watch{filepath.Dir(n.real), alias{filepath.Base(n.real), site}})
			}
			if n.dir {
				f(watch{n.real, alias{"", site}})
			}
		})
	}
	keep := map[watch]bool{}
	watches(fresh, func(w watch) { keep[w] = true })
	watches(old, func(w watch) {
		if !keep[w] {
			e.remove(w.real, w.alias)
		}
	})
}

// sites are the paths of the site that an event's name stands for.
func (e *events) sites(name string) (list []string) {
	dir, base := filepath.Split(name)
	if f := e.folders[filepath.Clean(dir)]; f != nil {
		for _, a := range f.as {
			switch a.only {
			case "":
				list = append(list, path.Join(a.site, base))
			case base:
				list = append(list, a.site)
			}
		}
	}
	if f := e.folders[name]; f != nil { // the folder itself
		for _, a := range f.as {
			if a.only == "" && !slices.Contains(list, a.site) {
				list = append(list, a.site)
			}
		}
	}
	return list
}
