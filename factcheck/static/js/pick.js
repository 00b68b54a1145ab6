// Choosing by typing: Enter and the arrows lead from the search field to what was found, and never send the form.
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.(".pick input[type=search]");
  if (!field || event.isComposing || !["Enter", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const radios = [...field.closest(".pick").querySelectorAll(".choices input[type=radio]")];
  const next = radios.find((radio) => radio.checked) ?? radios[0];
  next?.focus();
});
