// Fingerpost: makes the frame beside this script, and as tall as what is in it. No cookie is set or read.
(function () {
  "use strict";
  var script = document.currentScript;
  var home = new URL(script.src).origin;
  var frame = document.createElement("iframe");
  var query = new URLSearchParams();
  ["q", "near", "heading", "scheme", "accent"].forEach(function (name) {
    var value = script.getAttribute("data-" + name);
    if (value) query.set(name, value);
  });
  frame.src = home + "/embed?" + query;
  frame.title = script.getAttribute("data-heading") || "Find local groups and services";
  frame.style.cssText = "width:100%;height:24rem;border:0";
  frame.setAttribute("loading", "lazy");
  script.parentNode.insertBefore(frame, script);
  window.addEventListener("message", function (event) {
    if (event.origin === home && event.source === frame.contentWindow && event.data && event.data.fingerpostHeight) {
      frame.style.height = Math.ceil(Number(event.data.fingerpostHeight)) + "px";
    }
  });
})();
