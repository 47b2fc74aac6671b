/* data-clicks: says which hit was opened, without a word on who opened it. */
for (const results of document.querySelectorAll("[data-clicks]")) {
  const tell = (e) => {
    const hit = e.target.closest("[data-ref]");
    if (!hit || !e.target.closest("a")) return;
    const place = [...results.querySelectorAll("[data-ref]")].indexOf(hit) + 1;
    navigator.sendBeacon(`${results.dataset.clicks}/${place}/${hit.dataset.ref}`);
  };
  results.addEventListener("click", tell);
  results.addEventListener("auxclick", tell);
}

/* Where there is no room beside the results, they come first. */
if (matchMedia("(max-width: 64rem)").matches)
  for (const filters of document.querySelectorAll(".fbox")) filters.open = false;
