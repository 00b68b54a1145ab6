// A link with data-fill puts its data-words into the field of that name beside it. Without script it is a plain link,
// to the same form opened with these words.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-fill]");
  const field = link?.closest(".stack").querySelector(`[name="${CSS.escape(link.dataset.fill)}"]`);
  if (!field || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  field.value = link.dataset.words;
  // Whoever watches the field is told as if it had been typed.
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
