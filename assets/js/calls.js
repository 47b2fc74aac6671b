/*
 * data-calls="/desk/calls/events": who calls pops up on each page that the agent has open.
 * One page of the browser listens and tells the others, so that streams do not run out.
 */
const callPop = document.querySelector("[data-calls]");
if (callPop) {
  const channel = new BroadcastChannel("calls"), gone = new Set(JSON.parse(sessionStorage.getItem("calls") ?? "[]"));
  const renew = async () => {
    const reply = await fetch(callPop.dataset.callsNow);
    if (!reply.ok || reply.redirected) return;
    callPop.innerHTML = await reply.text();
    const calls = [...callPop.querySelectorAll("[data-call]")];
    callPop.hidden = calls.every((a) => gone.has(a.dataset.call));
    if (calls.length) calls[0].dataset.key = "o";
  };
  const listen = () => new Promise(() => {
    const source = new EventSource(callPop.dataset.calls);
    source.addEventListener("call", () => { renew(); channel.postMessage("call"); });
  });
  channel.addEventListener("message", renew);
  if (navigator.locks) navigator.locks.request("calls", listen); else listen();
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || callPop.hidden) return;
    for (const a of callPop.querySelectorAll("[data-call]")) gone.add(a.dataset.call);
    sessionStorage.setItem("calls", JSON.stringify([...gone].slice(-50)));
    callPop.hidden = true;
  });
  renew();
}
