// Words selected in the text under review become the "before" of a proposed edit. Without script they are typed.
import { announce } from "./live.js";

const form = document.querySelector("[data-propose]");

/** The ids behind the numbers of footnotes: the text as it is written names ids, not numbers. */
function idOf(number) {
  return document.getElementById(`note-${number}`)?.dataset.reference;
}

/** The selected words as they are written: `[2]` becomes `[E-0012]` again. */
function asWritten(range) {
  const copy = range.cloneContents();
  for (const mark of copy.querySelectorAll("sup.ref")) {
    const id = idOf(mark.textContent.replace(/\D/g, ""));
    if (id) mark.textContent = `[${id}]`;
  }
  return copy.textContent.trim();
}

function standsOnce(words, source) {
  const first = source.indexOf(words);
  return first >= 0 && source.indexOf(words, first + 1) < 0;
}

function take() {
  const selection = getSelection();
  if (!form || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const start = range.commonAncestorContainer;
  const field = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement)?.closest("[data-field]");
  if (!field) return;
  const words = asWritten(range);
  if (!words) return;
  const fits = standsOnce(words, field.dataset.source);
  form.closest("details").open = true;
  announce(fits ? form.dataset.taken : form.dataset.notTaken);
  if (!fits) return;
  form.elements.field.value = field.dataset.field;
  form.elements.before.value = words;
  form.elements.after.value = words;
}

document.addEventListener("mouseup", () => setTimeout(take));
document.addEventListener("keyup", (event) => {
  if (event.key === "Shift") take();
});
