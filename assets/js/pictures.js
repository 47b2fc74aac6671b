/*
 * data-pictures="/kb/N/pictures": pictures that are pasted into the text, dropped on it or
 * chosen go up at once, and stand where the caret was. Without this the form adds them.
 */
for (const part of document.querySelectorAll("[data-pictures]")) {
  const form = part.closest("form"), text = form.querySelector("textarea[name=text]");
  const input = part.querySelector("input[type=file]"), said = part.querySelector("[role=status]");

  let touched = false; /* before that there is no caret to go by: the end */
  text.addEventListener("focus", () => { touched = true; });

  const put = (from, to) => {
    const at = text.value.indexOf(from);
    if (at >= 0) text.setRangeText(to, at, at + from.length, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const send = async (file) => {
    const mark = `![${part.dataset.going} ${file.name} ${Math.random().toString(36).slice(2, 8)}]()`;
    if (!touched) text.setSelectionRange(text.value.length, text.value.length);
    text.setRangeText(`\n${mark}\n`, text.selectionStart, text.selectionEnd, "end");
    const body = new FormData();
    body.append("csrf", form.querySelector("input[name=csrf]").value);
    body.append("picture", file);
    try {
      const reply = await fetch(part.dataset.pictures,
        { method: "POST", body, headers: { Accept: "application/json" } });
      if (reply.ok) return put(mark, (await reply.json()).markdown);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      page.querySelector("main li .id")?.remove();
      const words = page.querySelector("main li") ?? page.querySelector("main p");
      said.textContent = `${file.name}: ${words?.textContent.trim() ?? reply.status}`;
    } catch {
      said.textContent = `${file.name}: ${part.dataset.lost}`;
    }
    put(`\n${mark}\n`, "");
  };

  const take = (e, files) => {
    const pictures = [...files].filter((f) => f.type.startsWith("image/"));
    if (pictures.length === 0) return;
    e.preventDefault();
    said.textContent = "";
    pictures.reduce((before, file) => before.then(() => send(file)), Promise.resolve());
  };

  text.addEventListener("paste", (e) => take(e, e.clipboardData.files));
  text.addEventListener("drop", (e) => take(e, e.dataTransfer.files));
  input.addEventListener("change", (e) => { take(e, input.files); input.value = ""; });
}
