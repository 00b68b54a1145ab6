// Suggestions on the page of a claim: after an answer the next one has the focus; arrows make words more or fewer.
import { isOurs } from "./keys.js";

const offers = () => [...document.querySelectorAll("#suggestions [data-suggestion]")];

/** The next suggestion after `place`, else the one before it, else the heading. */
function goOnFrom(place) {
  const all = offers();
  const after = all.find((one) => place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = after ?? all.at(-1) ?? document.getElementById("suggestions-title");
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:afterSettle", (event) => {
  const done = event.detail.elt;
  // A refusal stays where it is read.
  if (done.matches?.("[data-answered]") && !done.querySelector("[data-focus]")) goOnFrom(done);
});

/** Which of the links moves which end: Shift and an arrow the end, with Alt too the start; as in the reader. */
function stepOf(event) {
  if (!event.shiftKey || event.ctrlKey || event.metaKey) return null;
  const moves = { ArrowLeft: [true, false], ArrowRight: [false, true] }[event.key];
  if (!moves) return null;
  const [startWider, endWider] = moves;
  return event.altKey ? `start-word-${startWider ? "wider" : "narrower"}` : `end-word-${endWider ? "wider" : "narrower"}`;
}

document.addEventListener("keydown", (event) => {
  const at = event.target.closest?.("[data-suggestion]");
  const step = at && stepOf(event);
  const link = step && at.querySelector(`[data-step="${step}"]`);
  if (!link || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  link.click();
});

document.addEventListener("keydown", (event) => {
  if (!isOurs(event)) return;
  if (event.key === "s") (offers()[0] ?? document.getElementById("suggestions-title"))?.focus();
  else if (event.key === "u") [...document.querySelectorAll("#suggestions [data-undo]")].at(-1)?.click();
  else return;
  event.preventDefault();
});
