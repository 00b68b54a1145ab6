// Suggested claims: painted over the text where they stand, stepped through with s, answered with y and n.
import { rangeOf } from "./reader-offsets.js";

let answeredAt = null;

const text = () => document.getElementById("text");
const panel = () => document.getElementById("suggested");
const entries = () => [...(panel()?.querySelectorAll("[data-suggestion]") ?? [])];

function spanOf(entry) {
  const [start, end] = entry.dataset.suggestion.split(",").map(Number);
  return { start, end };
}

/** Underline the words; nothing of the text is touched. Without this the server marks them. */
function paint() {
  if (!window.CSS?.highlights || !text()) return;
  const marked = Boolean(text().querySelector("mark.sug"));
  for (const [name, strong] of [["suggested", false], ["suggested-strong", true]]) {
    const ranges = entries().filter((entry) => !marked && entry.hasAttribute("data-strong") === strong).map((entry) => rangeOf(spanOf(entry), text())).filter(Boolean);
    if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
    else CSS.highlights.delete(name);
  }
}

/** The entry about the sentence one is at. */
function entryAt(sentence) {
  return sentence && entries().find((entry) => {
    const { start, end } = spanOf(entry);
    return start < sentence.end && sentence.start < end;
  });
}

/** Show which entry the sentence has; the margin scrolls, the text stays. */
export function showEntry(sentence) {
  const here = entryAt(sentence);
  for (const entry of entries()) {
    if (entry === here) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
  }
  const rail = here?.closest(".rail");
  if (rail && rail.scrollHeight > rail.clientHeight) rail.scrollTop += here.getBoundingClientRect().top - rail.getBoundingClientRect().top - 40;
}

/** The next suggestion after `from`, round to the first. */
function next(from) {
  const spans = entries().map(spanOf);
  return spans.find((span) => !from || span.start >= from.end) ?? spans[0];
}

/** Whether `key` was for a suggestion. `sentence` is where one is, `go` moves there. */
export function suggestionKey(key, sentence, go) {
  if (key === "s") {
    const open = document.getElementById("suggest");
    if (open) {
      answeredAt = sentence?.start ?? 0;
      open.click();
      return true;
    }
    const span = next(sentence);
    return span ? go(span) : false;
  }
  const button = entryAt(sentence)?.querySelector(`[data-suggestion-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  if (key !== "e") answeredAt = sentence.start;
  button.click();
  return true;
}

/** Follow the list as it comes and goes; after an answer by key, on to the next suggestion. */
export function watchSuggestions(go) {
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!["reader", "suggested"].includes(event.detail.target?.id) && !event.detail.elt?.querySelector?.("#suggested")) return;
    paint();
    if (answeredAt === null || !entries().length) return;
    const spans = entries().map(spanOf);
    const span = spans.find(({ end }) => end > answeredAt) ?? spans[0];
    answeredAt = null;
    go(span);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-go-suggestion]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(spanOf(link.closest("[data-suggestion]")));
  });
  paint();
}
