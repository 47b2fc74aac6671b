/*
 * Shortcuts: single keys outside of fields (design: Keyboard). data-key="r" on what a key
 * presses or focuses; data-act="a" on a menu of what is done to selected cases; j, k, x and
 * e walk the rows of a list. Who has switched them off has the cookie keys=off.
 */
const keyPlaces = { q: "/desk", k: "/kb" };
const keysAreOff = () => document.cookie.split("; ").includes("keys=off");
const keyRows = () => [...document.querySelectorAll("tr.row")].filter((r) => r.querySelector("a.t"));
const keyRow = () => document.activeElement?.closest("tr.row");
let keyWaits = 0; /* until when a letter after g is awaited */

const keyMove = (step) => {
  const rows = keyRows(), at = rows.indexOf(keyRow());
  const row = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
  row?.querySelector("a.t").focus();
  row?.scrollIntoView({ block: "nearest" });
};

const keySelect = (shift) => {
  const box = keyRow()?.querySelector('input[name="case"]');
  if (!box) return;
  box.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: shift }));
};

/* A menu of the bar, for what is selected or else for the row that has the focus. */
const keyMenu = (key) => {
  const summary = document.querySelector(`[data-act="${CSS.escape(key)}"]`);
  if (!summary) return false;
  if (!document.querySelector('input[name="case"]:checked')) keySelect(false);
  if (!document.querySelector('input[name="case"]:checked')) return true;
  summary.parentElement.open = true;
  summary.parentElement.querySelector("select, input, button")?.focus();
  return true;
};

const keyPress = (e) => {
  if (performance.now() < keyWaits && keyPlaces[e.key]) { location.href = keyPlaces[e.key]; return true; }
  keyWaits = 0;
  switch (e.key) {
    case "g": keyWaits = performance.now() + 1500; return true;
    case "?": document.getElementById("shortcuts")?.showModal(); return true;
    case "j": keyMove(1); return true;
    case "k": keyMove(-1); return true;
    case "x": case "X": keySelect(e.shiftKey); return true;
    case "Escape": document.querySelector("[data-select-none]")?.click(); return false;
  }
  if (e.key === "e" && keyRow()) { location.href = `${keyRow().querySelector("a.t").href}#reason`; return true; }
  if (keyMenu(e.key)) return true;
  const el = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
  if (el?.matches("input:not([type=radio]), textarea, select")) el.focus(); else el?.click();
  return Boolean(el);
};

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey && e.key === "Enter") document.activeElement?.form?.requestSubmit();
  const field = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog";
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest(field) || keysAreOff()) return;
  if (keyPress(e)) e.preventDefault();
});

/* data-shortcuts: a button that shows what keys there are. */
for (const button of document.querySelectorAll("[data-shortcuts]"))
  button.addEventListener("click", () => document.getElementById("shortcuts")?.showModal());

/* data-toast: what was done, for 6 s; it stays while somebody is on it, or reads refusals. */
for (const toast of document.querySelectorAll("[data-toast]")) {
  toast.classList.add("floats");
  const end = () => { if (!toast.matches(":hover, :focus-within, .partly")) toast.remove(); };
  const later = () => setTimeout(end, 6000);
  toast.addEventListener("mouseleave", later);
  toast.addEventListener("focusout", later);
  later();
  const url = new URL(location.href); /* loading again does not say it again */
  url.searchParams.delete("bulk");
  history.replaceState(null, "", url);
}
