// What is selected, shown and offered actions under its block, or above the page it was selected on: they cover no word
// of it, and nothing moves when they come or go.
import { rangeOf, spanOf } from "./reader-offsets.js";

let selected = null;

const reader = () => document.getElementById("reader");
const text = () => document.getElementById("text");
const actions = () => document.getElementById("selection-actions");

export function current() {
  return selected;
}

/** Tell a screen reader, and nobody else: sighted people see it. */
export function say(words) {
  const live = document.getElementById("reader-live");
  if (live) live.textContent = words;
}

/** Show `span` in the manner `name` (a ::highlight of reader.css); null takes it away. Words are not touched by it. */
export function paint(name, span) {
  if (!window.CSS?.highlights) return;
  const range = span && rangeOf(span, text());
  if (range) CSS.highlights.set(name, new Highlight(range));
  else CSS.highlights.delete(name);
}

export function bringIntoView(range) {
  const box = range.getBoundingClientRect();
  // Text that is not shown, beside a page that is, has no place.
  if (!box.height) return;
  const bar = document.querySelector(".bar")?.offsetHeight ?? 0;
  if (box.top >= bar + 8 && box.bottom <= innerHeight - 8) return;
  scrollBy({ top: box.top - innerHeight * 0.3 });
}

/** The block that holds the end of the selection. */
function blockOf(range) {
  const node = range.endOffset === 0 && range.endContainer.nodeType === Node.ELEMENT_NODE ? range.startContainer : range.endContainer;
  return (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".block");
}

/** Under the block: within it, except in a table, which would cut it off. */
function put(bar, block) {
  if (!block.closest(".rows")) {
    if (bar.parentElement !== block) block.append(bar);
  } else if (block.nextElementSibling !== bar) block.after(bar);
}

function offer(span, range, onPage) {
  const bar = actions();
  const place = onPage ? document.getElementById("page-actions") : blockOf(range);
  if (!bar || !place) return;
  for (const link of bar.querySelectorAll("[data-do]")) {
    const url = new URL(reader().dataset.select, location.href);
    url.searchParams.set("start", span.start);
    url.searchParams.set("end", span.end);
    url.searchParams.set("do", link.dataset.do);
    link.href = url;
  }
  put(bar, place);
  bar.hidden = false;
}

/** Tell the page beside the text what is selected: a span, or null. */
function tell(span) {
  document.dispatchEvent(new CustomEvent("reader:selected", { detail: span }));
}

/** Let `span` be what is selected, and offer what can be done with it. */
export function select(span, { speak = true, onPage = false } = {}) {
  const range = rangeOf(span, text());
  if (!range) return;
  selected = span;
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  paint("selected", span);
  tell(span);
  offer(span, range, onPage);
  bringIntoView(range);
  if (speak) say(`${reader().dataset.saidSelected}: ${range.toString()}`);
}

export function clear({ speak = false } = {}) {
  if (!selected) return;
  selected = null;
  paint("selected", null);
  tell(null);
  getSelection().removeAllRanges();
  const bar = actions();
  if (bar) bar.hidden = true;
  if (speak) say(reader().dataset.saidCleared);
}

/** Take over what the person selected with mouse, finger or the browser's own keys; a click into the text lets go. */
export function adopt({ clicked = false } = {}) {
  const selection = getSelection();
  if (!text() || !selection.rangeCount || document.querySelector("dialog[open]")) return;
  const range = selection.getRangeAt(0);
  if (selection.isCollapsed) {
    // Browsers collapse it too when focus moves on, to a dialog for one: then it is still what the dialog is about.
    if (clicked && text().contains(range.startContainer) && !actions()?.contains(document.activeElement)) clear();
    return;
  }
  if (!text().contains(range.commonAncestorContainer)) return;
  const span = spanOf(range, text());
  if (!span || (selected && span.start === selected.start && span.end === selected.end)) return;
  selected = span;
  paint("selected", span);
  tell(span);
  offer(span, range);
  say(`${reader().dataset.saidSelected}: ${rangeOf(span, text())?.toString() ?? ""}`);
}

/** Follow the selection; not while the pointer is down, when a bar that appears would move the words beneath it. */
export function follow() {
  let down = false;
  let clicked = false;
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (down) return;
      adopt({ clicked });
      clicked = false;
    }, 60);
  };
  document.addEventListener("pointerdown", (event) => { down = event.pointerType === "mouse"; });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, (event) => {
      down = false;
      clicked = Boolean(event.target.closest?.("#text")) && !event.target.closest("#selection-actions");
      soon();
    });
  }
  document.addEventListener("selectionchange", () => soon());
  // A press on an action must not take the selection away.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.("#selection-actions")) event.preventDefault();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "reader") return;
    selected = null;
    for (const name of ["selected", "sentence"]) paint(name, null);
  });
}

