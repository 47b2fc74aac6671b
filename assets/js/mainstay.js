/*
 * Enhancement only: every page works without this file. Each part looks for its data-
 * attribute and leaves the rest alone (doc/internals/pages.md).
 */

/* data-countdown="2026-11-23T09:00:00Z": the text ticks down to that time. */
const countdowns = () => {
  const pad = (n) => String(n).padStart(2, "0");
  for (const el of document.querySelectorAll("[data-countdown]")) {
    const left = Math.floor((Date.parse(el.dataset.countdown) - Date.now()) / 1000);
    if (left < 0 || left >= 172800) continue;
    el.textContent = `${pad(Math.floor(left / 3600))}:${pad(Math.floor(left / 60) % 60)}:${pad(left % 60)}`;
  }
};
if (document.querySelector("[data-countdown]")) setInterval(countdowns, 1000);

/* A copy button on each code block; its words come from the page's language. */
const copyText = document.body.dataset.copy;
for (const block of copyText ? document.querySelectorAll(".code") : []) {
  if (block.querySelector("button")) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn ghost sm copy";
  button.textContent = copyText;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector("code").textContent);
    button.textContent = document.body.dataset.copied;
    setTimeout(() => { button.textContent = copyText; }, 2000);
  });
  const caption = block.querySelector("figcaption");
  if (caption) caption.append(button);
  else block.prepend(button);
}

/* data-suggest="/search/suggest": a list under a search box as one types. */
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("div");
  list.className = "suggestlist";
  list.hidden = true;
  input.after(list);
  let timer, request;
  const close = () => { list.hidden = true; };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return close();
    timer = setTimeout(async () => {
      request?.abort();
      request = new AbortController();
      try {
        const reply = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`, { signal: request.signal });
        list.innerHTML = reply.ok ? await reply.text() : "";
        list.hidden = !list.firstElementChild;
      } catch { /* a newer request took over, or the network is down */ }
    }, 120);
  });
  input.addEventListener("keydown", (e) => {
    const links = [...list.querySelectorAll("a")];
    if (e.key === "Escape") close();
    if (e.key === "ArrowDown" && !list.hidden && links.length) { e.preventDefault(); links[0].focus(); }
  });
  list.addEventListener("keydown", (e) => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (e.key === "ArrowDown") { e.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (e.key === "ArrowUp") { e.preventDefault(); (links[at - 1] ?? input).focus(); }
    if (e.key === "Escape") { close(); input.focus(); }
  });
  document.addEventListener("click", (e) => { if (!list.contains(e.target) && e.target !== input) close(); });
}

/* data-answers="/cases/new/answers": likely answers beside the form while it is typed. */
for (const form of document.querySelectorAll("form[data-answers]")) {
  const target = document.getElementById(form.dataset.answersInto);
  let timer, last = "";
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const data = new FormData(form);
      const text = ["summary", "description", "product", "release"].map((n) => data.get(n) ?? "").join("\n").slice(0, 6000);
      if (text === last || text.trim().length < 8) return;
      last = text;
      const reply = await fetch(`${form.dataset.answers}?text=${encodeURIComponent(text)}`);
      if (reply.ok) target.innerHTML = await reply.text();
    }, 400);
  });
}

/* data-live="/events/case/42": the page's data-live-part elements are renewed on events. */
for (const el of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(el.dataset.live);
  const renew = async () => {
    const reply = await fetch(location.href, { headers: { "X-Partial": "1" } });
    if (!reply.ok) return;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live-part]")) {
      const fresh = page.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
      if (fresh && !part.contains(document.activeElement)) part.replaceWith(fresh);
    }
  };
  for (const topic of (el.dataset.liveTopics ?? "case").split(" ")) source.addEventListener(topic, renew);
}

/* data-drafts: what is typed is kept in this browser until it is sent. */
for (const form of document.querySelectorAll("form[data-drafts]")) {
  const key = `draft:${location.pathname}:${form.dataset.drafts}`, area = form.querySelector("textarea");
  if (area && !area.value) area.value = localStorage.getItem(key) ?? "";
  area?.addEventListener("input", () => localStorage.setItem(key, area.value));
  form.addEventListener("submit", () => localStorage.removeItem(key));
}
