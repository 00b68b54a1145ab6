// The page as it looks: its words are selected by pointer just as those of the text, and shown where they stand.
import { clear, current, select } from "./reader-selection.js";

/** Pixels that a press may wander and still be a click. */
const STILL = 4;
const SVG = "http://www.w3.org/2000/svg";
let press = null;

const reader = () => document.getElementById("reader");
const page = () => document.getElementById("page");
const overlay = () => page()?.querySelector(".paper > svg");

/** The words of the page that is shown, with their boxes in its unit. */
function words() {
  return [...(overlay()?.querySelectorAll(".words rect") ?? [])].map((rect) => ({
    start: Number(rect.dataset.from),
    end: Number(rect.dataset.to),
    x: Number(rect.getAttribute("x")),
    y: Number(rect.getAttribute("y")),
    width: Number(rect.getAttribute("width")),
    height: Number(rect.getAttribute("height")),
  }));
}

function pointOf(event) {
  const svg = overlay();
  const point = svg.createSVGPoint();
  point.x = event.clientX;
  point.y = event.clientY;
  return point.matrixTransform(svg.getScreenCTM().inverse());
}

/** The word at a point, else the nearest; a line above or below is further away than a word on the same line. */
function wordAt(all, { x, y }) {
  let nearest = null;
  let least = Infinity;
  for (const word of all) {
    const dx = Math.max(word.x - x, 0, x - word.x - word.width);
    const dy = Math.max(word.y - y, 0, y - word.y - word.height);
    if (dx + 4 * dy < least) [nearest, least] = [word, dx + 4 * dy];
  }
  return { word: nearest, inside: least === 0 };
}

const spanOver = (one, other) => ({ start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) });

/** Show `span` on the page; null takes it away. */
function paint(span) {
  const layer = overlay()?.querySelector(".chosen-words");
  if (!layer) return;
  const touched = span ? words().filter((word) => word.start < span.end && span.start < word.end) : [];
  layer.replaceChildren(...touched.map((word, index) => {
    const rect = document.createElementNS(SVG, "rect");
    const width = word.width + gapAfter(word, touched[index + 1]);
    for (const [name, value] of Object.entries({ x: word.x, y: word.y, width, height: word.height })) rect.setAttribute(name, value);
    return rect;
  }));
}

/** The space to the next word of the line, so that a line is one stroke as in the text; 0 at its end. */
function gapAfter(word, next) {
  if (!next || next.y > word.y + word.height / 2 || next.y < word.y - word.height / 2) return 0;
  const gap = next.x - word.x - word.width;
  return gap > 0 && gap < 2 * word.height ? gap : 0;
}

function begin(event) {
  if (event.button !== 0 || !reader()?.dataset.select || !document.getElementById("selection-actions")) return;
  const all = words();
  if (!all.length) return;
  const { word, inside } = wordAt(all, pointOf(event));
  press = { all, word, inside, x: event.clientX, y: event.clientY, touch: event.pointerType === "touch", moved: false };
  if (!press.touch) event.target.closest("svg").setPointerCapture(event.pointerId);
}

function move(event) {
  if (!press || press.touch) return;
  press.moved ||= Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL;
  if (press.moved) paint(spanOver(press.word, wordAt(press.all, pointOf(event)).word));
}

function end(event) {
  if (!press) return;
  const { all, word, inside, touch, moved } = press;
  press = null;
  if (moved) return select(spanOver(word, wordAt(all, pointOf(event)).word), { onPage: true });
  const mark = document.elementsFromPoint(event.clientX, event.clientY).map((one) => one.closest("a.on-page")).find(Boolean);
  if (mark && !event.shiftKey) return followMark(mark);
  const held = current();
  // A finger has no drag of its own here, since it scrolls: the first tap selects, the next one goes on to there.
  if (inside && held && (event.shiftKey || touch)) return select(spanOver(held, word), { onPage: true });
  if (inside && touch) return select(word, { onPage: true });
  clear();
}

function selectWord(event) {
  const { word, inside } = wordAt(words(), pointOf(event));
  if (inside && document.getElementById("selection-actions")) select(word, { onPage: true });
}

function followMark(mark) {
  location.hash = mark.getAttribute("href");
}

/** Let the page show the passage: turn to it if need be. Every piece of it is marked then, see reader.js. */
export function showPassage(passage) {
  const name = CSS.escape(passage);
  const number = document.querySelector(`[data-entry="${name}"]`)?.dataset.onPage;
  if (!page() || !number) return;
  if (page().dataset.page !== number) turnTo(number);
  else page().querySelector(`[data-passage="${name}"]`)?.scrollIntoView({ block: "nearest" });
}

function turnTo(number) {
  const url = new URL(location.href);
  url.searchParams.set("page", number);
  htmx.ajax("GET", url.pathname + url.search, { target: "#page", swap: "outerHTML" });
}

/** Text or page, where there is no room for both; the address says which, so that a reload shows the same. */
function look(view) {
  reader().dataset.view = view;
  for (const tab of document.querySelectorAll("[data-view-as]")) {
    tab.toggleAttribute("aria-current", tab.dataset.viewAs === view);
    if (tab.dataset.viewAs === view) tab.setAttribute("aria-current", "page");
  }
  const url = new URL(location.href);
  url.searchParams.set("view", view);
  if (page()) url.searchParams.set("page", page().dataset.page);
  history.replaceState(history.state, "", url);
}

function click(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const view = event.target.closest?.("[data-view-as]");
  const turn = event.target.closest?.("[data-open-page]");
  if (!view && !turn) return;
  event.preventDefault();
  if (turn) turnTo(turn.dataset.openPage);
  look(view ? view.dataset.viewAs : "page");
}

export function watchPage({ onChange }) {
  const onPage = (does) => (event) => { if (press || event.target.closest?.(".paper > svg")) does(event); };
  document.addEventListener("pointerdown", onPage(begin));
  document.addEventListener("pointermove", onPage(move));
  document.addEventListener("pointerup", onPage(end));
  document.addEventListener("dblclick", onPage(selectWord));
  document.addEventListener("pointercancel", () => { press = null; });
  // The browser's own selection, of a picture, would be in the way; and a click on a mark is ours, see end().
  document.addEventListener("mousedown", (event) => { if (event.target.closest?.(".paper > svg")) event.preventDefault(); });
  document.addEventListener("click", click);
  document.addEventListener("reader:selected", (event) => paint(event.detail));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "page") return;
    onChange();
    if (current()) paint(current());
  });
}
