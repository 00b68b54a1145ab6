// Keys that work on every page. They never take a key from a field, a dialog or the browser.
const STORE = "keys";
const GO_MS = 1200;
let goUntil = 0;

export function keysAreOn() {
  return localStorage.getItem(STORE) !== "off";
}

/** Whether a page's own keys may act on this event: keys on, no modifier, not typing, no dialog open. */
export function isOurs(event) {
  if (!keysAreOn() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return false;
  return !document.querySelector("dialog[open]");
}

/** The search box in the bar, or the field of the page that stands for it; where it has no room, its page. */
function focusSearch() {
  const field = [...document.querySelectorAll("[data-search-box], [data-search]")].find((one) => one.checkVisibility());
  if (!field) return goTo("/");
  field.focus();
  field.select?.();
  return true;
}

function goTo(letter) {
  const link = document.querySelector(`[data-go="${CSS.escape(letter)}"]`);
  link?.click();
  return Boolean(link);
}

/** Move among the items of the list by their main link, so that Enter is the browser's own. */
function step(by) {
  const list = document.querySelector("[data-keys-list]");
  if (!list) return false;
  const items = [...list.querySelectorAll("[data-keys-item]")];
  const rows = items.length ? items : [...(list.tBodies?.[0]?.rows ?? list.children)];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  const link = row?.matches("[data-keys-link]") ? row : row?.querySelector("[data-keys-link]") ?? row?.querySelector("a[href]");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}

export function showKeys() {
  document.getElementById("keys")?.showModal();
  return true;
}

function act(event) {
  if (goUntil > event.timeStamp) {
    goUntil = 0;
    if (goTo(event.key)) return true;
  }
  // What the row at hand says is its key comes first: there `k` keeps, and Shift with `k` goes back.
  if (event.target.closest?.("[data-keys-item]")?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)) return false;
  switch (event.key) {
    case "/": return focusSearch();
    case "?": return showKeys();
    case "g": goUntil = event.timeStamp + GO_MS; return true;
    case "j": return step(1);
    case "k": case "K": return step(-1);
    default: return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (isOurs(event) && act(event)) event.preventDefault();
});

for (const button of document.querySelectorAll("[data-keys-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.closest("details")?.removeAttribute("open");
    showKeys();
  });
}
for (const box of document.querySelectorAll("[data-keys-toggle]")) {
  box.checked = keysAreOn();
  box.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "on" : "off"));
}
