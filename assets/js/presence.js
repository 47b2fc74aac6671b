/*
 * data-presence="/cases/N/presence": the page says that its reader is here, and is told
 * who else is. Typing an answer counts as replying for a minute after the last key.
 */
for (const line of document.querySelectorAll("[data-presence]")) {
  const every = Number(line.dataset.presenceEvery) * 1000;
  const token = document.querySelector('input[name="csrf"]')?.value ?? "";
  let typed = -Infinity, said = "", timer;
  const send = (doing, keepalive) => fetch(line.dataset.presence, {
    method: "POST", keepalive, headers: { "X-CSRF-Token": token }, body: new URLSearchParams({ doing }),
  });
  const beat = async () => {
    clearTimeout(timer);
    timer = setTimeout(beat, every);
    if (document.hidden) return;
    said = performance.now() - typed < 60000 ? "replying" : "reading";
    try {
      const reply = await send(said, false);
      if (reply.ok) line.querySelector("[data-live-part]").innerHTML = await reply.text();
    } catch { /* the network is down: the next beat tries again */ }
  };
  document.addEventListener("input", (e) => {
    if (!e.target.closest(".composer textarea")) return;
    typed = performance.now();
    if (said !== "replying") beat();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  addEventListener("pagehide", () => send("gone", true));
  beat();
}
