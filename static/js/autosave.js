// Keeps what is typed: on the server, and on this device until it is there.
//
// A place is an element marked data-autosave, which says where to send; data-fields names what is
// sent, each name after data-prefix. What this device keeps is marked with the person who typed
// it (templates/components/autosave_words.html). It is removed once it is sent, and at sign-out.
const IDLE = 1000; // milliseconds without a key until it is sent
const LONGEST = 2000; // and while keys follow each other
const AGAIN = 5000; // until it is tried again
const KEEPALIVE = 60000; // bytes that a browser still sends from a page that is left
const words = document.getElementById("autosave")?.dataset ?? {};
const mine = `typed ${words.person} `;
const places = new Map();

// --- what this device keeps ------------------------------------------------------------------

const device = {
  keep(entry) {
    try {
      localStorage.setItem(mine + entry.sitting, JSON.stringify(entry));
      return true;
    } catch {
      return false; // full, or forbidden
    }
  },
  drop(sitting) {
    try {
      localStorage.removeItem(mine + sitting);
    } catch {
      // then nothing was kept either
    }
  },
  entries() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(mine));
      return keys.map((key) => JSON.parse(localStorage.getItem(key))).filter(Boolean);
    } catch {
      return [];
    }
  },
};

// --- sending ---------------------------------------------------------------------------------

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

async function send(entry, options = {}) {
  const body = new URLSearchParams({ ...entry.fields, person: words.person });
  for (const name of ["version", "sitting", "turn", "same_start", "same_end", "aside"]) body.set(name, entry[name] ?? "");
  const keepalive = Boolean(options.leaving) && body.toString().length < KEEPALIVE;
  const headers = { "X-CSRFToken": token(), Accept: "application/json" };
  let response;
  try {
    response = await fetch(entry.url, { method: "POST", body, headers, keepalive, redirect: "manual" });
  } catch {
    return { trouble: "offline" };
  }
  if (response.type === "opaqueredirect") return { trouble: "signedOut" };
  if (response.status === 409) return { trouble: "stranger" };
  if (response.status === 403 && !options.again) return sendWithNewToken(entry);
  if (!response.ok && response.status !== 422) return { trouble: "failed" };
  return response.json().catch(() => ({ trouble: "failed" }));
}

// Who signs in again gets another token; the page that was open all the while learns it here.
async function sendWithNewToken(entry) {
  try {
    const response = await fetch(entry.url, { redirect: "manual" });
    if (response.type === "opaqueredirect") return { trouble: "signedOut" };
    const said = await response.json();
    if (said.person !== words.person) return { trouble: "stranger" };
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => {
      input.value = said.token;
    });
  } catch {
    return { trouble: navigator.onLine ? "failed" : "offline" };
  }
  return send(entry, { again: true });
}

// --- a place where something is typed --------------------------------------------------------

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const clock = (date) => date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
const filled = (sentence, facts) => Object.entries(facts).reduce((text, [name, value]) => text.replace(name, value), sentence ?? "");

// How many characters two texts share at the beginning, and beyond those at the end.
function shared(old, text) {
  const [before, after] = [Array.from(old), Array.from(text)];
  const most = Math.min(before.length, after.length);
  let [start, end] = [0, 0];
  while (start < most && before[start] === after[start]) start += 1;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [start, end];
}

class Place {
  constructor(element) {
    this.element = element;
    this.form = element.closest("form");
    this.prefix = element.dataset.prefix ?? "";
    this.names = element.dataset.fields.split(" ");
    this.sitting = this.input("sitting").value || random();
    this.turn = Number(this.input("turn").value) || 0;
    this.sent = this.turn;
    this.text = this.input("text").defaultValue; // as the server has it
  }

  input(name) {
    return this.form.elements.namedItem(this.prefix + name);
  }

  entry() {
    const data = new FormData(this.form);
    const fields = Object.fromEntries(this.names.map((name) => [name, data.get(this.prefix + name) ?? ""]));
    const { sitting, turn } = this;
    const entry = { url: this.element.dataset.autosave, label: this.element.dataset.label, sitting, turn, fields };
    [entry.same_start, entry.same_end] = shared(this.text, fields.text);
    Object.assign(entry, { pressed: this.pressed ?? "", file: fileIn(this.form), refused: this.isRefused });
    return { ...entry, version: this.input("version").value, aside: this.input("aside").value, at: clock(new Date()) };
  }

  typed() {
    this.turn += 1;
    this.input("sitting").value = this.sitting;
    this.input("turn").value = this.turn;
    this.kept = device.keep(this.entry());
    this.began ??= Date.now();
    const wait = Math.max(0, Math.min(IDLE, this.began + LONGEST - Date.now()));
    this.later(wait);
  }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  get isOpen() {
    return this.turn > this.sent;
  }

  // Whether just this has been refused: it waits for its author, and is not sent as it is once more.
  get isRefused() {
    return this.refused === this.turn;
  }

  async send(options) {
    clearTimeout(this.timer);
    if (this.sending || !this.isOpen || this.isRefused || !this.element.isConnected) return;
    this.sending = true;
    this.began = undefined;
    if (!this.trouble) this.say(words.saving);
    const entry = this.entry();
    const said = await send(entry, options);
    this.sending = false;
    this.trouble = said.trouble ?? (said.refused && "refused");
    if (said.refused) this.refuse(entry);
    if (this.trouble) this.complain(said);
    else this.heard(entry, said);
  }

  heard(entry, said) {
    this.sent = Math.max(this.sent, entry.turn);
    this.text = entry.fields.text;
    if (said.aside) this.input("aside").value = said.aside;
    else this.input("version").value = said.version;
    if (this.isOpen) this.later(IDLE);
    else device.drop(this.sitting);
    if (!said.aside) this.say(filled(words.saved, { TIME: said.at }));
    else if (said.overtaken) this.say("", filled(words.overtaken, { TIME: said.at }), said.url, words.compare);
    else this.say(filled(words.aside, { TIME: said.at }));
  }

  refuse(entry) {
    this.refused = entry.turn;
    if (this.isOpen && !this.isRefused) this.later(IDLE); // more has been typed meanwhile
    else if (this.kept) device.keep(this.entry());
  }

  complain(said) {
    if (!this.kept) this.say("", words.nowhere);
    else if (said.refused) this.say("", `${words.refused} ${said.refused.join(" ")}`);
    else if (said.trouble === "signedOut") {
      this.say("", words.signedOut, `${words.signInUrl}?next=${encodeURIComponent(location.pathname)}`, words.signIn);
    } else this.say("", words[said.trouble]);
    if (!said.refused) this.later(AGAIN);
  }

  // Shows what was typed on another page of the same requirement; never over what is typed here.
  show(entry) {
    Object.entries(entry.fields).forEach(([name, value]) => {
      const input = this.input(name);
      if (input) input.value = value;
    });
  }

  // Puts back what is not saved yet, as if it were typed here.
  fill(entry) {
    this.show(entry);
    device.drop(entry.sitting);
    this.typed();
  }

  // … and upon the version it was typed on, so that nobody who has saved since is overwritten.
  restore(entry) {
    const isOvertaken = entry.version !== this.input("version").value;
    for (const name of ["version", "aside"]) this.input(name).value = entry[name];
    this.fill(entry);
    tell([words.lateRefused, isOvertaken && words.lateOvertaken], entry);
  }

  // Somebody pressed a button of the form: it is on its way, and what it holds is not sent beside it.
  press(button) {
    clearTimeout(this.timer);
    [this.pressed, this.gone] = [button?.textContent.trim() ?? "", this.turn];
    if (this.turn) device.keep(this.entry());
  }

  // The page is left: what the server will not have is kept with the rest, so that it can be told.
  leave() {
    if (this.turn && (this.isOpen || this.pressed || fileIn(this.form))) device.keep(this.entry());
    this.send({ leaving: true });
  }

  say(well, trouble = "", url = "", label = "") {
    const state = this.element.querySelector("[data-saving-state]");
    if (!state) return;
    state.querySelector("[data-saving-well]").textContent = well;
    const line = state.querySelector("[data-saving-trouble]");
    const text = trouble ? `${trouble}. ` : "";
    if (line.dataset.said === text) return; // not read aloud again and again
    line.dataset.said = text;
    line.replaceChildren(text, ...(url ? [link(url, label)] : []));
  }
}

function link(url, label) {
  const element = document.createElement("a");
  element.href = url;
  element.textContent = label;
  return element;
}

// The names of the files that are attached to a form and go only with it.
function fileIn(form) {
  const chosen = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files].map((file) => file.name));
  const sent = [...form.querySelectorAll("[data-file]")].map((each) => each.dataset.file);
  return [...chosen, ...sent].join(", ");
}

function placeOf(element) {
  const found = element?.closest?.("[data-autosave]");
  if (!found) return null;
  if (!places.has(found)) places.set(found, new Place(found));
  return places.get(found);
}

const pageOf = (entry) => entry.url.replace(/autosave\/$/, "");
const formAt = (url) => document.querySelector(`[data-autosave="${CSS.escape(url)}"]`);
const open = () => [...places.values()].filter((place) => place.isOpen && place.element.isConnected);

document.addEventListener("input", (event) => {
  const place = placeOf(event.target);
  if (!place?.names.some((name) => place.prefix + name === event.target.name)) return;
  event.isKept = true; // confirm-leave.js need not ask about it
  place.typed();
}, { capture: true });

document.addEventListener("submit", (event) => {
  places.forEach((place) => place.form === event.target && place.press(event.submitter));
}, { capture: true });

// A form that came back with another sitting has been saved: nothing of the old one waits. Unless it
// was not taken: then the page says so, holding it or not (data-held), and this device keeps it.
// What was typed while the form was on its way goes on in the form that came back.
document.addEventListener("htmx:afterSwap", () => {
  const held = document.querySelector("[data-held]") !== null;
  const sittings = new Set([...document.querySelectorAll("[data-autosave]")].map((each) => placeOf(each).sitting));
  places.forEach((place, element) => {
    if (element.isConnected) return;
    clearTimeout(place.timer);
    if (!held && !sittings.has(place.sitting)) device.drop(place.sitting);
    places.delete(element);
    const next = formAt(element.dataset.autosave);
    if (place.turn > (place.gone ?? place.turn) && next) placeOf(next).fill(place.entry());
  });
});

document.addEventListener("visibilitychange", () => {
  open().forEach((place) => place.send({ leaving: document.hidden }));
});
window.addEventListener("pagehide", () => places.forEach((place) => place.element.isConnected && place.leave()));
window.addEventListener("online", () => open().forEach((place) => place.send()));
window.addEventListener("beforeunload", (event) => {
  if (open().some((place) => !place.kept)) event.preventDefault();
});

// --- what was kept when a page went away -----------------------------------------------------

function tell(sentences, entry, url, label) {
  const facts = { TIME: entry.at, PLACE: entry.label, FILE: entry.file, BUTTON: entry.pressed };
  const line = document.createElement("p");
  line.className = "message message--info";
  const said = sentences.filter(Boolean).map((sentence) => filled(sentence, facts)).join(" ");
  line.append(said, " ", ...(url ? [link(url, filled(label, facts))] : []));
  document.getElementById("messages")?.append(line);
}

// What is kept is of one requirement, and is shown in the form of that one alone; while somebody types
// it is not shown at all, and the page is never loaded anew for it: that could take somebody who has
// just gone on back to where they were.
async function sendWhatIsLeft() {
  for (const entry of device.entries()) {
    const said = entry.refused ? entry : await send(entry);
    const place = placeOf(formAt(entry.url));
    const isFree = place !== null && !place.isOpen;
    if (said.refused && isFree) place.restore(entry);
    else if (said.refused && !place && !entry.told) {
      device.keep({ ...entry, refused: true, told: true });
      tell([words.lateWaits], entry, pageOf(entry), words.goThere);
    }
    if (said.trouble || said.refused) continue;
    device.drop(entry.sitting);
    if (said.known && (said.by_hand || !(entry.pressed || entry.file))) continue; // it is all there
    if (isFree && !said.aside && !said.known) {
      place.show(entry);
      place.heard(entry, said);
    }
    const lost = [entry.pressed && words.latePressed, entry.file && !(place && fileIn(place.form)) && words.lateFile];
    if (said.aside) tell([words.lateAside, ...lost], entry, said.url, words.compare);
    else if (place) tell([words.late, ...lost], entry);
    else tell([words.lateThere, ...lost], entry, pageOf(entry), words.goThere);
  }
}

// --- signing out -----------------------------------------------------------------------------

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]")) return;
  if (device.entries().length === 0) {
    places.clear(); // so that nothing is kept on the way out
    return;
  }
  event.preventDefault();
  await Promise.all(device.entries().map(async (entry) => {
    const said = await send(entry);
    if (!said.trouble && !said.refused) device.drop(entry.sitting);
  }));
  if (device.entries().length > 0 && !window.confirm(words.leave)) return;
  device.entries().forEach((entry) => device.drop(entry.sitting));
  places.clear();
  form.submit();
});

if (words.person) sendWhatIsLeft();
