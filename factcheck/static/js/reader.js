// The reader. Without script the text, its marks and the form "Mark a passage by its words" are all there.
import { listen } from "./reader-keys.js";
import { showPassage, watchPage } from "./reader-page.js";
import { follow } from "./reader-selection.js";

/** Mark every piece of the passage that the address names: with overlaps it is more than one element. */
function showTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  for (const piece of document.querySelectorAll("[data-current]")) piece.removeAttribute("data-current");
  if (!/^p-\d+$/.test(id)) return;
  const target = document.getElementById(id);
  if (target?.dataset.elsewhere) {
    // Its words stand in another capture: open that one.
    location.replace(target.dataset.elsewhere);
    return;
  }
  const passage = id.toUpperCase();
  for (const piece of document.querySelectorAll(`[data-passage="${CSS.escape(passage)}"]`)) piece.setAttribute("data-current", "");
  showPassage(passage);
}

/** Pointing at an entry shows its words, and the other way round. */
function light(passages, on) {
  for (const passage of passages) {
    const name = CSS.escape(passage);
    for (const element of document.querySelectorAll(`[data-passage="${name}"], [data-entry="${name}"]`)) element.toggleAttribute("data-lit", on);
  }
}

for (const [name, on] of [["pointerover", true], ["pointerout", false]]) {
  document.addEventListener(name, (event) => {
    const mark = event.target.closest?.("[data-passages]");
    const entry = event.target.closest?.("[data-entry]");
    if (mark) light(mark.dataset.passages.split(" "), on);
    else if (entry) light([entry.dataset.entry], on);
  });
}

listen();
follow();
watchPage({ onChange: showTarget });
showTarget();
addEventListener("hashchange", showTarget);
