// Drawing the part of a page whose words are typed: the four numbers of the form, and the rectangle, say the same.
const field = (name) => document.querySelector(`[name="${name}"]`);
const NAMES = ["left", "top", "width", "height"];

const paper = document.querySelector("[data-draw-region]");
const rect = paper?.querySelector(".region");
let from = null;

function at(event) {
  const box = paper.getBoundingClientRect();
  const share = (value, start, size) => Math.min(Math.max(((value - start) / size) * 100, 0), 100);
  return { x: share(event.clientX, box.left, box.width), y: share(event.clientY, box.top, box.height) };
}

function show() {
  const [x, y, width, height] = NAMES.map((name) => Number(field(name).value) || 0);
  for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value);
}

function draw(event) {
  const to = at(event);
  const values = [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  // A mere click means the whole page again.
  const drawn = values[2] >= 0.5 && values[3] >= 0.5;
  NAMES.forEach((name, index) => { field(name).value = drawn ? values[index].toFixed(1) : ""; });
  show();
}

if (paper && field("left")) {
  paper.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    from = at(event);
    paper.setPointerCapture(event.pointerId);
  });
  paper.addEventListener("pointermove", (event) => { if (from) draw(event); });
  paper.addEventListener("pointerup", (event) => {
    if (!from) return;
    draw(event);
    from = null;
    field("text").focus();
  });
  for (const name of NAMES) field(name).addEventListener("input", show);
  show();
}
