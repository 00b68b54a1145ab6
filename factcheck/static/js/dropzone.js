// Files dropped on the zone are given to its file input; the form then sends them as any other.
for (const zone of document.querySelectorAll("[data-dropzone]")) {
  const input = zone.querySelector("input[type=file]");
  const shown = zone.querySelector("output");

  const list = () => { if (shown) shown.textContent = [...input.files].map((file) => file.name).join(", "); };
  const over = (event) => { event.preventDefault(); zone.toggleAttribute("data-over", true); };
  const out = () => zone.toggleAttribute("data-over", false);

  zone.addEventListener("dragover", over);
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragleave", out);
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    out();
    const files = new DataTransfer();
    const dropped = [...event.dataTransfer.files];
    for (const file of input.multiple ? dropped : dropped.slice(0, 1)) files.items.add(file);
    if (!files.files.length) return;
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", list);
}
