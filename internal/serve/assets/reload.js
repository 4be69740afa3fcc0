// The browser's half of `lateral serve`. It tells the server which page it shows and in which version, and hears back when that page
// or its style changed. It exists only in served pages, never in built ones, and asks nothing of any other machine.
(function () {
  "use strict";

  const store = "lateral:" + location.pathname;
  let version = document.currentScript.dataset.version;
  let stream = null;
  let again = 0;
  let coming = []; // stylesheets on their way

  // A browser opens six connections to a server and no more, so a page that nobody sees holds none: it asks when it is seen again.
  function connect() {
    clearTimeout(again);
    if (stream || document.hidden) return;
    stream = new EventSource("/_lateral/events?path=" + encodeURIComponent(location.pathname) + "&v=" + encodeURIComponent(version));
    stream.addEventListener("reload", reload);
    stream.addEventListener("styles", function (e) {
      version = e.data;
      restyle();
    });
    // The browser's own way to try again would send the first version; some give up where nobody listens.
    stream.onerror = function () {
      disconnect();
      again = setTimeout(connect, 1000);
    };
  }

  function disconnect() {
    clearTimeout(again);
    if (stream) stream.close();
    stream = null;
  }

  function reload() {
    disconnect();
    try {
      sessionStorage.setItem(store, JSON.stringify(state()));
      history.scrollRestoration = "manual"; // each browser has its own idea of the same place
    } catch (e) {
      // Without storage the page is new all the same.
    }
    location.reload();
  }

  // restyle loads each stylesheet beside the old one, which goes when the new one has come: no moment without style.
  function restyle() {
    coming.forEach(function (link) { link.remove(); });
    coming = [];
    document.querySelectorAll('link[rel~="stylesheet"]').forEach(function (old) {
      const url = new URL(old.href, location.href);
      if (url.origin !== location.origin || url.pathname.startsWith("/_lateral/")) return;
      url.searchParams.set("v", version);
      const link = old.cloneNode();
      link.href = url.pathname + url.search;
      coming.push(link);
      const done = function (gone) {
        coming = coming.filter(function (l) { return l !== link; });
        gone.remove();
      };
      link.onload = function () { done(old); };
      link.onerror = function () { done(link); };
      old.after(link);
    });
  }

  // An address is the nearest id at or above an element, or "", and the steps down from there: which of the children with that name.
  function address(el) {
    const steps = [];
    for (; el && el !== document.documentElement; el = el.parentElement) {
      if (el.id) return [el.id].concat(steps);
      steps.unshift([el.tagName, alike(el.parentElement, el.tagName).indexOf(el)]);
    }
    return [""].concat(steps);
  }

  function find(address) {
    return address.slice(1).reduce(function (el, step) {
      return el && alike(el, step[0])[step[1]];
    }, address[0] ? document.getElementById(address[0]) : document.documentElement);
  }

  // The block of problems counts as absent: it comes and goes.
  function alike(parent, name) {
    return Array.from(parent.children).filter(function (c) { return c.tagName === name && !c.classList.contains("problems"); });
  }

  // The place is told by the thing with an id that begins nearest to the top of what is in sight, so that what was added or taken away above it
  // does not move the text.
  function landmark() {
    let best = null;
    let least = Infinity;
    const top = covered();
    document.querySelectorAll("body [id]").forEach(function (el) {
      const box = el.getBoundingClientRect();
      const far = Math.abs(box.top - top);
      if (far < least && box.height > 0 && !el.closest(".problems")) {
        best = el;
        least = far;
      }
    });
    return best;
  }

  function covered() {
    const block = document.querySelector(".problems");
    return block ? block.offsetHeight : 0;
  }

  function state() {
    const s = { x: scrollX, y: scrollY, mark: null, below: 0, focus: null, details: [], inner: [] };
    const mark = landmark();
    if (mark && s.y > 0) {
      s.mark = mark.id;
      s.below = mark.getBoundingClientRect().top - covered();
    }
    if (document.activeElement && document.activeElement !== document.body) s.focus = address(document.activeElement);
    document.querySelectorAll("details").forEach(function (d) { s.details.push([address(d), d.open]); });
    document.querySelectorAll("body *").forEach(function (el) {
      if (el.scrollLeft || el.scrollTop) s.inner.push([address(el), el.scrollLeft, el.scrollTop]);
    });
    return s;
  }

  function restore() {
    let s = null;
    try {
      s = JSON.parse(sessionStorage.getItem(store));
      sessionStorage.removeItem(store);
    } catch (e) {
      return;
    }
    if (!s) return;
    s.details.forEach(function (d) {
      const el = find(d[0]);
      if (el && el.tagName === "DETAILS") el.open = d[1];
    });
    const focus = s.focus && find(s.focus);
    if (focus) focus.focus({ preventScroll: true });
    const scroll = function () {
      s.inner.forEach(function (i) {
        const el = find(i[0]);
        if (el) el.scrollTo(i[1], i[2]);
      });
      scrollTo({ left: s.x, top: s.y, behavior: "instant" });
      const mark = s.mark && document.getElementById(s.mark);
      if (mark) scrollBy({ top: mark.getBoundingClientRect().top - covered() - s.below, behavior: "instant" });
    };
    scroll();
    addEventListener("load", function () {
      scroll();
      setTimeout(function () { history.scrollRestoration = "auto"; }); // not before the browser is done with this load
    }, { once: true });
  }

  restore();
  connect();
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) disconnect();
    else connect();
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
})();
