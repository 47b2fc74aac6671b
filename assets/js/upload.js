/*
 * form[data-upload="/cases/N/uploads"]: files go up in pieces, many at once, each with its
 * progress. A piece that does not arrive is sent again from where the server stands; what
 * was interrupted by a reload goes on when the same file is chosen again. Without this the
 * form sends the files by itself.
 */
const UPLOAD_PIECE = 8 * 1024 * 1024, UPLOADS_AT_ONCE = 3;

const uploadForm = (form) => {
  const input = form.querySelector("input[type=file]"), words = form.dataset;
  const token = form.querySelector("input[name=csrf]").value;
  const list = document.createElement("ul");
  list.className = "uploads";
  form.append(list);
  const waiting = [];
  let running = 0;

  const keyOf = (file) => `upload:${words.upload}:${file.name}:${file.size}:${file.lastModified}`;
  const sentence = async (reply) => {
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    return page.querySelector("main p, main h1")?.textContent.trim() || `${reply.status}`;
  };
  const sleep = (ms) => new Promise((done) => {
    const wake = () => { clearTimeout(timer); window.removeEventListener("online", wake); done(); };
    const timer = setTimeout(wake, ms);
    window.addEventListener("online", wake);
  });

  /* One line: name, how far, what is left, cancel. */
  const lineOf = (file) => {
    const li = document.createElement("li"), name = document.createElement("span");
    const bar = document.createElement("progress"), said = document.createElement("span");
    const button = document.createElement("button");
    name.className = "id";
    name.textContent = file.name;
    bar.className = "meter";
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    said.className = "muted";
    said.setAttribute("role", "status");
    button.type = "button";
    button.className = "btn ghost sm";
    button.textContent = words.cancel;
    button.setAttribute("aria-label", `${words.cancel}: ${file.name}`);
    li.append(name, bar, said, button);
    list.append(li);
    return { li, bar, said, button };
  };

  const show = (job, at) => {
    const { bar, said } = job.line;
    bar.value = at;
    const spent = (performance.now() - job.began) / 1000, rate = (at - job.from) / spent;
    const percent = job.file.size ? Math.floor(100 * at / job.file.size) : 100;
    const left = rate > 0 && spent > 1 ? Math.ceil((job.file.size - at) / rate) : null;
    const clock = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
    said.textContent = left === null ? `${percent} %` : `${percent} %, ${words.left.replace("{}", clock(left))}`;
  };

  const fail = (what) => Object.assign(new Error(what), { final: true });

  const begin = async (job) => {
    const kept = localStorage.getItem(keyOf(job.file));
    if (kept) {
      const reply = await fetch(kept);
      if (reply.ok && !(await reply.json()).complete) return kept;
    }
    const body = new URLSearchParams({ csrf: token, name: job.file.name, size: job.file.size });
    const reply = await fetch(words.upload, { method: "POST", body });
    if (!reply.ok) throw reply.status < 500 ? fail(await sentence(reply)) : new Error(reply.status);
    const { upload } = await reply.json();
    localStorage.setItem(keyOf(job.file), upload);
    return upload;
  };

  const piece = (job, at) => new Promise((done, broke) => {
    const x = new XMLHttpRequest();
    job.request = x;
    x.open("POST", job.address);
    x.setRequestHeader("Upload-Offset", at);
    x.setRequestHeader("X-CSRF-Token", token);
    x.setRequestHeader("Content-Type", "application/octet-stream");
    x.upload.onprogress = (e) => show(job, at + e.loaded);
    x.onload = () => done(x);
    x.onerror = x.onabort = () => broke(new Error("the connection dropped"));
    x.send(job.file.slice(at, at + UPLOAD_PIECE));
  });

  const offsetOf = async (job) => {
    const reply = await fetch(job.address);
    if (!reply.ok) throw reply.status < 500 && reply.status !== 409 ? fail(await sentence(reply)) : new Error(reply.status);
    return reply.json();
  };

  const send = async (job) => {
    job.address ??= await begin(job);
    let { offset, complete } = await offsetOf(job);
    job.from = offset;
    job.began = performance.now();
    while (!complete) {
      show(job, offset);
      const x = await piece(job, offset);
      if (x.status === 409) ({ offset, complete } = await offsetOf(job));
      else if (x.status >= 400 && x.status < 500) throw fail(await sentence(new Response(x.responseText)));
      else if (x.status !== 200) throw new Error(x.status);
      else ({ offset, complete } = JSON.parse(x.responseText));
      job.pause = 1000;
    }
  };

  const run = async (job) => {
    job.pause = 1000;
    while (!job.cancelled) {
      try {
        await send(job);
        show(job, job.file.size);
        job.line.said.textContent = words.done;
        job.line.button.remove();
        localStorage.removeItem(keyOf(job.file));
        return;
      } catch (e) {
        if (job.cancelled) return;
        if (e.final) {
          job.line.said.textContent = e.message;
          job.line.li.classList.add("bad");
          localStorage.removeItem(keyOf(job.file));
          return;
        }
        job.line.said.textContent = words.again;
        await sleep(job.pause);
        job.pause = Math.min(2 * job.pause, 30000);
      }
    }
  };

  const next = async () => {
    while (running < UPLOADS_AT_ONCE && waiting.length) {
      const job = waiting.shift();
      running++;
      run(job).finally(() => { running--; next(); });
    }
  };

  const cancel = (job) => {
    job.cancelled = true;
    job.request?.abort();
    if (waiting.includes(job)) waiting.splice(waiting.indexOf(job), 1);
    if (job.address) fetch(`${job.address}/cancel`, { method: "POST", body: new URLSearchParams({ csrf: token }) });
    localStorage.removeItem(keyOf(job.file));
    job.line.li.remove();
  };

  const take = (files) => {
    for (const file of files) {
      const job = { file, line: lineOf(file) };
      job.line.button.addEventListener("click", () => cancel(job));
      waiting.push(job);
    }
    input.value = "";
    next();
  };

  input.addEventListener("change", () => take([...input.files]));
  form.addEventListener("submit", (e) => { e.preventDefault(); if (!input.files.length) input.click(); });
  form.addEventListener("dragover", (e) => { e.preventDefault(); form.classList.add("drop"); });
  form.addEventListener("dragleave", () => form.classList.remove("drop"));
  form.addEventListener("drop", (e) => {
    e.preventDefault();
    form.classList.remove("drop");
    take([...e.dataTransfer.files]);
  });
  /* An image that is pasted into the answer is attached. */
  document.addEventListener("paste", (e) => {
    const images = [...e.clipboardData?.files ?? []].filter((f) => f.type.startsWith("image/"));
    if (!images.length) return;
    e.preventDefault();
    const stamp = new Date().toISOString().slice(0, 19).replace(/[-:T]/g, "");
    take(images.map((f, n) => new File([f], `pasted-${stamp}${n ? `-${n}` : ""}.${f.type.split("/")[1]}`,
      { type: f.type, lastModified: f.lastModified })));
  });
  window.addEventListener("beforeunload", (e) => { if (running) e.preventDefault(); });

  const interrupted = Object.keys(localStorage).filter((k) => k.startsWith(`upload:${words.upload}:`));
  for (const key of interrupted) {
    const li = document.createElement("li");
    li.className = "muted";
    li.textContent = words.resume.replace("{}", key.split(":").slice(2, -2).join(":"));
    list.append(li);
  }
};
document.querySelectorAll("form[data-upload]").forEach(uploadForm);
