/*
 * data-panel="lesson": the search for articles opens above the reply instead of on a page
 * of its own, and follows what is typed. What stands in the reply is saved before an
 * article goes into it.
 */
const lessonFetch = async (address, signal) => {
  const reply = await fetch(address, { signal });
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  return page.getElementById("lesson");
};

const saveReply = async (composer) => {
  const data = new FormData(composer);
  await fetch(composer.querySelector("[data-draft]").formAction,
    { method: "POST", body: new URLSearchParams(data), redirect: "manual" });
  localStorage.removeItem(`draft:${location.pathname}:${composer.dataset.drafts}`);
};

const lessonTyped = (form) => {
  let timer, request;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      request?.abort();
      request = new AbortController();
      try {
        const found = await lessonFetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, request.signal);
        document.getElementById("found").replaceWith(found.querySelector("#found"));
      } catch { /* a newer request took over, or the network is down */ }
    }, 200);
  });
};

const lessonOpen = async (link) => {
  const composer = link.closest("form");
  const part = await lessonFetch(link.href);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn ghost sm icon close";
  close.textContent = "×";
  close.setAttribute("aria-label", link.dataset.close);
  part.prepend(close);
  part.classList.add("panel");
  const shut = () => { part.remove(); link.focus(); };
  close.addEventListener("click", shut);
  part.addEventListener("keydown", (e) => { if (e.key === "Escape") shut(); });
  part.addEventListener("submit", async (e) => {
    if (e.target.method !== "post") return;
    e.preventDefault();
    await saveReply(composer);
    e.target.submit();
  });
  composer.before(part);
  lessonTyped(part.querySelector("form[data-typed]"));
  part.querySelector("#articleq").select();
};

for (const link of document.querySelectorAll('a[data-panel="lesson"]')) {
  link.addEventListener("click", async (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    if (document.getElementById("lesson")) return;
    try { await lessonOpen(link); } catch { location.href = link.href; }
  });
}
