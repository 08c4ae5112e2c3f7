// Sends files as soon as they are chosen or dropped, beside the form they belong to.
//
// A form marked data-upload says where; what arrives is kept apart on the server under a key made
// here, so that a file that is sent again is the same file. Its place in the form is then taken by
// what the server answers: a line beside the field, or a row of the list data-upload-list names.
// A file that does not arrive stays chosen, is tried again by itself, and can be sent again.
const WAITS = [1000, 3000, 9000]; // milliseconds between tries; then somebody has to ask
const words = document.getElementById("uploads").dataset;
const template = document.getElementById("upload-row");
const uploads = new Set();

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const say = (text) => { document.getElementById("upload-said").textContent = text; };

class Upload {
  constructor(file, input) {
    this.file = file;
    this.form = input.form;
    this.field = input.name;
    this.several = input.multiple;
    this.key = random();
    this.tries = 0;
    this.row = template.content.firstElementChild.cloneNode(true);
    this.row.dataset.file = file.name; // autosave.js says what was not sent
    this.bar = this.row.querySelector("progress");
    this.bar.setAttribute("aria-label", file.name);
    this.again = this.row.querySelector("[data-upload-again]");
    this.again.addEventListener("click", () => this.retry());
    this.row.querySelector("[data-upload-remove]").addEventListener("click", () => this.remove());
    listBeside(input).append(this.row);
    uploads.add(this);
  }

  address(facts) {
    const query = new URLSearchParams({ key: this.key, name: this.file.name, size: this.file.size, person: words.person, ...facts });
    if (!this.several) query.set("field", this.field);
    return `${this.form.dataset.upload}?${query}`;
  }

  show(state, detail = "") {
    this.state = state;
    const text = words[state].replace("NAME", this.file.name) + (detail && ` ${detail}`);
    this.row.querySelector("[data-upload-said]").textContent = text;
    this.bar.hidden = !["sending", "waiting"].includes(state);
    this.again.hidden = !["failed", "signedOut"].includes(state);
    this.row.classList.toggle("upload--bad", !this.isOpen);
    say(text);
  }

  get isOpen() {
    return ["sending", "waiting"].includes(this.state);
  }

  retry() {
    this.tries = 0;
    this.run();
  }

  // Asks first: whether it may come, whether it is there already, and for a token that is good.
  async run() {
    clearTimeout(this.timer);
    if (this.running) return;
    this.running = true;
    this.show("sending");
    const answer = await this.ask();
    const said = answer.token ? await this.send(answer.token) : answer;
    this.running = false;
    if (this.removed) return;
    if (said.html) this.arrived(said.html);
    else if (said.refused) this.show("refused", said.refused.join(" "));
    else if (said.trouble) this.show(said.trouble);
    else this.later();
  }

  async ask() {
    try {
      const response = await fetch(this.address(), { redirect: "manual", headers: { Accept: "application/json" } });
      if (response.type === "opaqueredirect") return { trouble: "signedOut" };
      if (response.status === 409) return { trouble: "stranger" };
      if (response.ok || response.status === 422) return await response.json();
    } catch {
      // no connection, or an answer that was cut off
    }
    return {};
  }

  send(token) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) this.bar.value = (100 * event.loaded) / event.total;
      });
      request.addEventListener("loadend", () => {
        const known = [200, 422].includes(request.status) && request.responseText.startsWith("{");
        resolve(known ? JSON.parse(request.responseText) : {});
      });
      request.open("POST", this.address());
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-CSRFToken", token);
      request.send(this.file);
    });
  }

  later() {
    this.bar.value = 0;
    if (this.tries >= WAITS.length) return this.show("failed");
    this.show("waiting");
    this.timer = setTimeout(() => this.run(), WAITS[this.tries]);
    this.tries += 1;
    return undefined;
  }

  arrived(html) {
    uploads.delete(this);
    const made = document.createElement("template");
    made.innerHTML = html; // as the server escaped it
    const list = document.getElementById(this.form.dataset.uploadList);
    const place = list ?? this.row.parentElement;
    if (!list) place.parentElement.querySelectorAll("[data-kept]").forEach((each) => each.remove());
    place.append(made.content);
    this.row.remove();
    say(words.here.replace("NAME", this.file.name));
    this.form.dispatchEvent(new Event("uploaded"));
  }

  remove() {
    this.removed = true;
    clearTimeout(this.timer);
    this.request?.abort();
    uploads.delete(this);
    const input = inputOf(this.form, this.field);
    this.row.remove();
    input?.focus();
  }
}

const inputOf = (form, name) => form.querySelector(`input[type=file][name="${CSS.escape(name)}"]`);
const of = (form) => [...uploads].filter((each) => each.form === form && each.form.isConnected);

function listBeside(input) {
  const field = input.closest(".field");
  const found = field.querySelector(".uploads");
  if (found) return found;
  const list = document.createElement("ul");
  list.className = "uploads plain-list";
  input.after(list);
  return list;
}

function take(input, files) {
  const chosen = input.multiple ? [...files] : [...files].slice(0, 1);
  if (!input.multiple) of(input.form).filter((each) => each.field === input.name).forEach((each) => each.remove());
  const made = chosen.map((file) => new Upload(file, input));
  input.value = "";
  inOrder(made);
}

// One after the other: on a thin line three at once arrive no sooner, and lose more when it is cut.
async function inOrder(made) {
  made.forEach((each) => each.show("waiting"));
  for (const each of made) if (!each.removed) await each.run();
}

const target = (event) => event.target.closest?.("form[data-upload] .field")?.querySelector("input[type=file]");

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.matches("form[data-upload] input[type=file]") && input.files.length) take(input, input.files);
});
document.addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault(); // a file dropped beside a field does not replace the page
  target(event)?.closest(".field").classList.add("field--over");
});
document.addEventListener("dragleave", (event) => target(event)?.closest(".field").classList.remove("field--over"));
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  const input = target(event);
  input?.closest(".field").classList.remove("field--over");
  if (input) take(input, event.dataTransfer.files);
});

// A form is sent once its files are there; what has not arrived is neither dropped nor forgotten.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const open = of(form).find((each) => each.isOpen);
  const stuck = of(form).find((each) => ["failed", "signedOut", "stranger"].includes(each.state));
  if (!open && !stuck) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (stuck) {
    say(words.stuck.replace("NAME", stuck.file.name));
    stuck.again.hidden = false;
    stuck.again.focus();
    return;
  }
  say(words.hold.replace("NAME", open.file.name));
  const button = event.submitter;
  form.addEventListener("uploaded", () => form.requestSubmit(button), { once: true });
}, { capture: true });

window.addEventListener("online", () => uploads.forEach((each) => each.state === "waiting" && each.timer && each.run()));
window.addEventListener("beforeunload", (event) => {
  if ([...uploads].some((each) => each.isOpen && each.form.isConnected)) event.preventDefault();
});

function invite() {
  document.querySelectorAll("form[data-upload] input[type=file]").forEach((input) => {
    const hint = input.closest(".field").querySelector(".field__hint");
    if (hint && !hint.dataset.invites) hint.append(` · ${words.dropHere}`);
    if (hint) hint.dataset.invites = "yes";
  });
}
document.addEventListener("htmx:afterSwap", invite);
invite();
