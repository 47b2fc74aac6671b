/* data-tabs: the parts of a text that stand below each other become tabs. */
let tabCount = 0;
for (const set of document.querySelectorAll("[data-tabs]")) {
  const parts = [...set.children].filter((part) => part.matches("[data-tab]"));
  if (parts.length < 2) continue;
  const list = document.createElement("div");
  list.setAttribute("role", "tablist");
  const tabs = parts.map((part) => {
    const tab = document.createElement("button");
    part.id ||= `tab-part-${++tabCount}`;
    part.setAttribute("role", "tabpanel");
    part.tabIndex = 0;
    tab.id = `${part.id}-tab`;
    part.setAttribute("aria-labelledby", tab.id);
    tab.type = "button";
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", part.id);
    tab.textContent = part.querySelector(".tabname").textContent;
    return tab;
  });
  const show = (at) => {
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === at));
      tab.tabIndex = i === at ? 0 : -1;
      parts[i].hidden = i !== at;
    });
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => show(i));
    tab.addEventListener("keydown", (e) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!step) return;
      const next = (i + step + tabs.length) % tabs.length;
      show(next);
      tabs[next].focus();
    });
  });
  list.append(...tabs);
  set.prepend(list);
  set.classList.add("live");
  show(0);
  /* A link into a part opens it. */
  const at = parts.findIndex((part) => location.hash.length > 1 && part.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`));
  if (at > 0) show(at);
}
