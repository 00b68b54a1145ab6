// Selecting by keyboard: browsers show no caret in text that can't be edited, so these keys are ours.
// j and k go by sentence, Enter selects it, Shift with an arrow moves its end by a word, Alt and Shift its start.
import { keysAreOn, isOurs } from "./keys.js";
import { rangeOf, wordsIn } from "./reader-offsets.js";
import { adopt, bringIntoView, clear, current, paint, say, select } from "./reader-selection.js";
import { showEntry, suggestionKey, watchSuggestions } from "./reader-suggested.js";

const GO_MS = 1200;
let sentence = null;
let wentAt = -GO_MS;

const reader = () => document.getElementById("reader");
const text = () => document.getElementById("text");

function sentences() {
  return [...text().querySelectorAll("[data-sentences]")].flatMap((block) =>
    block.dataset.sentences.split(" ").filter(Boolean).map((pair) => {
      const [start, end] = pair.split(",").map(Number);
      return { start, end };
    }),
  );
}

/** From the sentence one is at, else from what is selected, else from the first one in view. */
function step(by) {
  const all = sentences();
  if (!all.length) return false;
  const from = sentence ?? current();
  let at = from ? all.findIndex((one) => one.end > from.start) : -1;
  if (from) at = at < 0 ? all.length - 1 : at + by;
  else at = Math.max(0, all.findIndex((one) => (rangeOf(one, text())?.getBoundingClientRect().top ?? -1) > 52));
  return go(all[Math.min(Math.max(at, 0), all.length - 1)]);
}

/** Be at `span`: a sentence, or a suggested part of one. */
function go(span) {
  const range = rangeOf(span, text());
  if (!range) return false;
  sentence = span;
  clear();
  paint("sentence", sentence);
  showEntry(sentence);
  bringIntoView(range);
  say(range.toString());
  return true;
}

function selectSentence(event) {
  if (!sentence || event.target.closest?.("a, button, summary")) return false;
  paint("sentence", null);
  select(sentence);
  return true;
}

/** Move one end of the selection to the next or last edge of a word. */
function stretch(by, movesStart) {
  const span = current();
  if (!span) return false;
  const words = [...text().querySelectorAll(".block")].flatMap((block) => wordsIn(block, reader().dataset.language));
  const edges = words.map((word) => (movesStart ? word.start : word.end));
  const from = movesStart ? span.start : span.end;
  const to = by > 0 ? edges.find((edge) => edge > from) : edges.findLast((edge) => edge < from);
  const moved = movesStart ? { start: to, end: span.end } : { start: span.start, end: to };
  if (to !== undefined && moved.start < moved.end) select(moved);
  return true;
}

function act(key) {
  if (!current()) return false;
  const link = document.querySelector(`#selection-actions [data-key="${CSS.escape(key)}"]`);
  link?.click();
  return Boolean(link);
}

function withArrow(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by || !event.shiftKey || event.ctrlKey || event.metaKey || !keysAreOn()) return false;
  if (document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select, [contenteditable]")) return false;
  return stretch(by, event.altKey);
}

function plain(event) {
  if (!isOurs(event)) return false;
  // "g" and then a letter leads elsewhere, whatever is selected.
  if (event.timeStamp - wentAt < GO_MS) return false;
  if (event.key === "g") wentAt = event.timeStamp;
  switch (event.key) {
    case "j": return step(1);
    case "k": return act("k") || step(-1);
    case "Enter": return selectSentence(event);
    case "Escape": return letGo();
    default: return act(event.key) || suggestionKey(event.key, sentence ?? current(), go);
  }
}

function letGo() {
  const held = current() ?? sentence;
  clear({ speak: true });
  sentence = null;
  paint("sentence", null);
  return Boolean(held);
}

/** Listen before the keys of every page do, so that j and k are the reader's here. */
export function listen() {
  document.addEventListener("keydown", (event) => {
    if (!text()) return;
    // A key may come before the selection was noticed.
    adopt();
    if (withArrow(event) || plain(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);
  document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.target?.id === "reader") sentence = null; });
  watchSuggestions(go);
}
