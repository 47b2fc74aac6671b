/* The search of a manual that is read without a connection; `pages` is words.js. */
const ROOM = 80; /* letters before and behind a hit */
const HITS_MAX = 30;
const found = document.querySelector("#found"), said = document.querySelector("#said");
const field = document.querySelector("#q");
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

/* The text with the words marked. */
const marked = (tag, text, words) => {
  const element = document.createElement(tag);
  for (let at = 0; at < text.length;) {
    const next = words.map((word) => [fold(text).indexOf(word, at), word.length])
      .filter(([where]) => where >= 0).sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
    if (!next) {
      element.append(text.slice(at));
      break;
    }
    const hit = document.createElement("mark");
    hit.textContent = text.slice(next[0], next[0] + next[1]);
    element.append(text.slice(at, next[0]), hit);
    at = next[0] + next[1];
  }
  return element;
};

/* Where the first of the words stands, or how the page begins. */
const piece = (page, words) => {
  const places = words.map((word) => fold(page.words).indexOf(word)).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...places, page.words.length) - ROOM);
  const text = page.words.slice(places.length ? from : 0, (places.length ? from : 0) + 3 * ROOM).replace(/\s+/g, " ").trim();
  return (places.length && from > 0 ? "… " : "") + text + " …";
};

const look = () => {
  const words = fold(field.value).split(/\s+/).filter((word) => word.length > 1);
  const hits = words.length === 0 ? [] : pages.map((page) => [score(page, words), page])
    .filter(([sum]) => sum > 0).sort((a, b) => b[0] - a[0]).slice(0, HITS_MAX);
  said.textContent = words.length === 0 ? "" : hits.length === 0 ? "No page has all of these words."
    : hits.length === 1 ? "1 page" : `${hits.length} pages`;
  found.replaceChildren(...hits.map(([, page]) => {
    const item = document.createElement("li"), link = marked("a", page.title, words);
    link.href = page.file;
    item.append(link, marked("p", piece(page, words), words));
    return item;
  }));
};

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", look);
field.form.addEventListener("submit", (event) => event.preventDefault());
look();
