// Tells the page around this frame how tall it is. Nothing else passes.
"use strict";
if (window.parent !== window && "ResizeObserver" in window) {
  new ResizeObserver(() => {
    window.parent.postMessage({ fingerpostHeight: document.documentElement.scrollHeight }, "*");
  }).observe(document.body);
}
