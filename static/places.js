/* lateral: an address of a passage leads to the page of a claim that has it, where there are several. The script that says which is loaded only for
   a place that this page does not have. */
(function () {
  "use strict";
  var place = decodeURIComponent(location.hash.slice(1)), page = location.pathname.split("/").pop().replace(/\.html$/, "");
  if (!place || document.getElementById(place)) return;
  window.lateralPlaces = function (pages) {
    Object.keys(pages).forEach(function (at) {
      if (pages[at].split(" ").indexOf(place) >= 0) location.replace(at + "#" + place);
    });
  };
  var script = document.createElement("script");
  script.src = page + ".places.js";
  document.head.append(script);
})();
