// The desk's keys: 1, 2, 3 choose a card; T its text message, C its line for the record, P its slip.
const box = document.getElementById("q");
let chosen = document.getElementById("card-1");
box?.focus();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target.matches("input, textarea, select");
  if (event.key === "Escape" && isTyping) { event.target.blur(); return; }
  if (isTyping) return;
  const pressed = event.key.toLowerCase();
  if (["1", "2", "3"].includes(pressed)) {
    const card = document.getElementById(`card-${pressed}`);
    if (card) { chosen = card; card.focus(); event.preventDefault(); }
  } else if (chosen && ["t", "c", "p"].includes(pressed)) {
    chosen.querySelector(`[data-key="${pressed}"]`)?.click();
    event.preventDefault();
  } else if (pressed === "/") { box?.focus(); event.preventDefault(); }
});

// With an answer on the page the keys work at once, without leaving the box first.
if (document.getElementById("card-1")) { box?.blur(); document.getElementById("card-1").focus(); }
