/* The search of a manual that is read without a connection; `pages` is words.js. */
const found = document.querySelector("#found");
const fold = (text) => text.toLowerCase();
const score = (page, words) => {
  let sum = 0;
  for (const word of words) {
    const inTitle = fold(page.title).includes(word), inText = fold(page.words).includes(word);
    if (!inTitle && !inText) return 0;
    sum += inTitle ? 10 : 1;
  }
  return sum;
};
document.querySelector("#q").addEventListener("input", (event) => {
  const words = fold(event.target.value).split(/\s+/).filter((word) => word.length > 1);
  const hits = words.length === 0 ? [] : pages.map((page) => [score(page, words), page])
    .filter(([sum]) => sum > 0).sort((a, b) => b[0] - a[0]).slice(0, 20);
  found.replaceChildren(...hits.map(([, page]) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = page.file;
    link.textContent = page.title;
    item.append(link);
    return item;
  }));
});
