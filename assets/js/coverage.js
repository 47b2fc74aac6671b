/* data-coverage="/desk/call/coverage": coverage of the serial number while it is typed. */
for (const form of document.querySelectorAll("form[data-coverage]")) {
  const serial = form.elements.serial, target = form.querySelector("#coverage");
  let timer, last = serial.value;
  serial.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const typed = serial.value.trim();
      if (typed === last) return;
      last = typed;
      const contact = encodeURIComponent(form.elements.contact.value);
      const reply = await fetch(`${form.dataset.coverage}?serial=${encodeURIComponent(typed)}&contact=${contact}`);
      if (reply.ok && typed === last) target.innerHTML = typed ? await reply.text() : "";
    }, 250);
  });
}
