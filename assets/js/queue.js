/*
 * The desk's list of cases: data-queue is the table, data-queue-live the address of its
 * events. It is renewed at most each 3 s; what is selected, the row that has the focus and
 * the place on the screen stay. Without script the page is renewed by loading it again.
 */
const queueLive = document.querySelector("[data-queue-live]");
if (queueLive) {
  const LEAST_MS = 3000, HIDDEN_MS = 60000;
  const boxes = () => [...document.querySelectorAll('[data-queue] input[name="case"]')];
  const rowOf = (el) => el?.closest?.("[data-queue] tr.row");
  let last = null, renewed = 0, timer = null;

  const selected = () => boxes().filter((b) => b.checked);
  const mark = () => {
    const label = document.querySelector("[data-selected]"), n = selected().length;
    for (const b of boxes()) rowOf(b).classList.toggle("sel", b.checked);
    if (label) label.textContent = n ? label.dataset.selected.replace("{n}", n) : "";
  };

  const patch = (page) => {
    const kept = new Set(selected().map((b) => b.value));
    const row = rowOf(document.activeElement), top = row?.getBoundingClientRect().top;
    const path = row && [...row.querySelectorAll("a, input, button")].indexOf(document.activeElement);
    for (const part of document.querySelectorAll("[data-live-part]")) {
      const fresh = page.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
      if (!fresh || (part.contains(document.activeElement) && !part.matches("[data-queue]"))) continue;
      if (part.matches("[data-queue]")) part.tBodies[0].replaceWith(fresh.tBodies[0]);
      else part.replaceWith(fresh);
    }
    for (const b of boxes()) b.checked = kept.has(b.value);
    mark();
    const again = row && document.getElementById(row.id);
    if (!again) return;
    again.querySelectorAll("a, input, button")[path]?.focus({ preventScroll: true });
    scrollBy(0, again.getBoundingClientRect().top - top);
  };

  const renew = async () => {
    timer = null;
    renewed = Date.now();
    try {
      const reply = await fetch(location.href, { headers: { "X-Partial": "1" } });
      if (reply.ok) patch(new DOMParser().parseFromString(await reply.text(), "text/html"));
    } catch { /* the network is down: the next event tries again */ }
  };
  const soon = () => {
    const wait = document.hidden ? HIDDEN_MS : LEAST_MS;
    timer ??= setTimeout(renew, Math.max(200, renewed + wait - Date.now()));
  };
  new EventSource(queueLive.dataset.queueLive).addEventListener("case", soon);

  /* Shift selects all from the last one that was clicked. */
  queueLive.addEventListener("click", (e) => {
    if (!e.target.matches('input[name="case"]')) return;
    const all = boxes(), at = all.indexOf(e.target), from = all.findIndex((b) => b.value === last);
    if (e.shiftKey && from >= 0)
      for (let i = Math.min(at, from); i <= Math.max(at, from); i++) all[i].checked = e.target.checked;
    last = e.target.value;
  });
  queueLive.addEventListener("change", mark);
  document.querySelector("[data-select-none]")?.addEventListener("click", () => {
    for (const b of boxes()) b.checked = false;
    mark();
  });
  mark();
}

/* data-autosubmit: a choice in a list is applied at once. */
for (const form of document.querySelectorAll("form[data-autosubmit]"))
  form.addEventListener("change", (e) => { if (e.target.matches("select")) form.requestSubmit(); });

/* Menus close when one clicks elsewhere or presses Escape. */
document.addEventListener("click", (e) => {
  for (const menu of document.querySelectorAll("details.popmenu[open]"))
    if (!menu.contains(e.target)) menu.open = false;
});
document.addEventListener("keydown", (e) => {
  const menu = e.key === "Escape" && document.querySelector("details.popmenu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
