/*
 * The page of a case, on top of what works without script: one tool is open at a time,
 * keys go to its first field, what was changed is a toast, Escape closes.
 */
const caseTools = [...document.querySelectorAll("details.tool")];
for (const tool of caseTools) {
  tool.addEventListener("toggle", () => {
    if (!tool.open) return;
    for (const other of caseTools) if (other !== tool) other.open = false;
    tool.querySelector(".pop :is(select, input:not([type=hidden]), textarea, a, button)")?.focus();
  });
}
document.addEventListener("click", (e) => {
  for (const tool of caseTools) if (tool.open && !tool.contains(e.target)) tool.open = false;
});
document.addEventListener("keydown", (e) => {
  if (e.key !== "Escape") return;
  const open = caseTools.find((t) => t.open);
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (document.activeElement?.matches("#reply textarea")) document.activeElement.blur();
});

/* r and n choose the kind of entry, and one writes at once. */
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable]")) return;
  const radio = document.querySelector(`#reply input[type=radio][data-key="${CSS.escape(e.key)}"]`);
  if (!radio) return;
  e.preventDefault();
  e.stopImmediatePropagation();
  radio.checked = true;
  document.querySelector("#reply textarea").focus();
}, true);

/* data-undo: six seconds at the foot of the page; it stays while one is at it. */
for (const form of document.querySelectorAll("[data-undo]")) {
  form.classList.add("toast");
  let timer;
  const leave = () => { timer = setTimeout(() => { form.hidden = true; }, 6000); };
  const stay = () => clearTimeout(timer);
  for (const on of ["mouseenter", "focusin"]) form.addEventListener(on, stay);
  for (const off of ["mouseleave", "focusout"]) form.addEventListener(off, leave);
  leave();
}
