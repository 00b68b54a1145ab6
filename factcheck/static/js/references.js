// References in the explanation: a button beside each card, Alt+1 to Alt+9, and a list that opens with "[".
import { announce } from "./live.js";

const host = document.querySelector("[data-references]");
const text = host?.querySelector("textarea");
const list = document.getElementById("picker");
const items = [...document.querySelectorAll("[data-referable]")].map((card) => ({
  id: card.dataset.referable,
  summary: card.dataset.summary,
  digit: card.dataset.digit,
}));
let openAt = -1; // where the "[" stands; -1: the list is closed
let chosen = 0;

/** Replace [start, end) by the token, and leave the caret after it. The browser's own undo keeps working. */
function insert(id, start = text.selectionStart, end = text.selectionEnd) {
  text.focus();
  text.setSelectionRange(start, end);
  const token = `[${id}]`;
  // execCommand is the only way that keeps the field's undo history; setRangeText where it is gone.
  if (!document.execCommand?.("insertText", false, token)) {
    text.setRangeText(token, start, end, "end");
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  announce(`${host.dataset.inserted}: ${id}`);
}

/** What is typed after the "[", or null when the caret is elsewhere. */
function typed() {
  if (openAt < 0 || text.value[openAt] !== "[" || text.selectionStart <= openAt) return null;
  const word = text.value.slice(openAt + 1, text.selectionStart);
  return /[\]\n(]/.test(word) || word.length > 40 ? null : word.toLowerCase();
}

function close() {
  openAt = -1;
  list.hidden = true;
  text.removeAttribute("aria-activedescendant");
}

function matching(word) {
  return items.filter((item) => `${item.id} ${item.summary}`.toLowerCase().includes(word));
}

function show() {
  const word = typed();
  const found = word === null ? [] : matching(word);
  if (!found.length) return close();
  chosen = Math.min(chosen, found.length - 1);
  list.replaceChildren(...found.map((item, at) => {
    const option = document.createElement("li");
    option.id = `picker-${at}`;
    option.role = "option";
    option.dataset.id = item.id;
    option.setAttribute("aria-selected", String(at === chosen));
    for (const part of [item.id, item.summary]) {
      const span = document.createElement("span");
      span.textContent = part;
      option.append(span);
    }
    return option;
  }));
  list.hidden = false;
  text.setAttribute("aria-activedescendant", `picker-${chosen}`);
  list.children[chosen].scrollIntoView({ block: "nearest" });
}

function take(id) {
  const start = openAt;
  close();
  insert(id, start, text.selectionStart);
}

/** Keys of the open list; true when the key was one. */
function steer(event) {
  const count = list.children.length;
  switch (event.key) {
    case "ArrowDown": chosen = (chosen + 1) % count; show(); return true;
    case "ArrowUp": chosen = (chosen + count - 1) % count; show(); return true;
    case "Enter":
    case "Tab": take(list.children[chosen].dataset.id); return true;
    case "Escape": close(); return true;
    default: return false;
  }
}

if (text && list) {
  for (const row of document.querySelectorAll("[data-needs-script]")) row.hidden = false;
  text.setAttribute("aria-controls", list.id);
  text.setAttribute("aria-autocomplete", "list");

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-insert]");
    if (button) insert(button.dataset.insert);
  });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // By place on the keyboard: with Alt a digit is another letter on some.
    const digit = event.altKey && !event.ctrlKey && !event.metaKey && /^Digit([1-9])$/.exec(event.code)?.[1];
    const item = digit && items.find((one) => one.digit === digit);
    if (item) insert(item.id);
    if (item || (openAt >= 0 && steer(event))) event.preventDefault();
  });
  text.addEventListener("input", (event) => {
    if (event.data === "[" && text.value[text.selectionStart - 1] === "[") {
      openAt = text.selectionStart - 1;
      chosen = 0;
      show();
      if (!list.hidden) announce(host.dataset.picker);
    } else if (openAt >= 0) {
      show();
    }
  });
  text.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the text keeps the focus
    const option = event.target.closest("[role=option]");
    if (option) take(option.dataset.id);
  });
}
