// Words typed into a form and not sent: a key, a click beside it or another form of the page must not lose them
// unasked. Only forms for longer texts: nobody minds a filter, and a question too many is clicked away.
const typed = new WeakSet();

function note(root) {
  // What came back with errors was typed, and is kept nowhere yet.
  for (const field of root.querySelectorAll("form[method=post] [aria-invalid=true]")) typed.add(field.form);
}

/** Whether a form within `root` holds words that were typed and not sent. */
export function isUnsaved(root) {
  return [...root.querySelectorAll("form[method=post]")].some((form) => typed.has(form) && form.querySelector("textarea"));
}

document.addEventListener("input", (event) => {
  if (event.target.form && event.target.type !== "search") typed.add(event.target.form);
});
document.addEventListener("submit", (event) => typed.delete(event.target));
document.addEventListener("htmx:afterSwap", (event) => note(event.detail.target));
document.addEventListener("htmx:responseError", (event) => {
  const form = event.detail.elt.closest("form");
  if (form) typed.add(form);
});
addEventListener("beforeunload", (event) => {
  if (isUnsaved(document)) event.preventDefault();
});
note(document);
