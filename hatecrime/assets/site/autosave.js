// Saves what is typed at a conference while it is typed, never more than five seconds behind. htmx sends it and puts the
// answer beside the box; this decides when, and sees to it that no word is lost when the network is away: words that the
// server does not have yet are kept in this tab's storage until it has them (docs/decisions/0024).
const EVERY = 3000;
const PATIENCE = 4000;
const SAVING = "Saving…";
const AWAY = "Not saved: no connection. Your words are kept in this browser.";
const SIGNED_OUT = "Not saved: you have been signed out. Your words are kept in this browser. Sign in again in this tab.";
const FAILED = "Not saved: the site could not take it. Your words are kept in this browser and sent again.";
const BACK = "Your words that were not saved are back in the box.";

const page = document.querySelector("[data-site-writing]");
const aloud = document.querySelector("[data-site-aloud]");
const trouble = document.querySelector("[data-site-trouble]");
const prefix = "site-words:";
const mine = page ? `${prefix}${page.dataset.siteWriting}:` : prefix;
const notes = [];

const kept = () => Object.keys(sessionStorage).filter((key) => key.startsWith(mine));
const read = (key) => JSON.parse(sessionStorage.getItem(key));
const say = (text) => { if (aloud.textContent !== text) aloud.textContent = text; };

class Note {
  constructor(box) {
    this.box = box;
    this.name = box.dataset.siteNote;
    this.field = box.querySelector(`[name="${this.name}"]`);
    this.url = box.getAttribute("hx-post");
    // A page that shows an error holds words that are not stored.
    this.known = "siteUnsaved" in box.dataset ? null : this.field.value;
    this.calm = this.state.textContent;
    this.sent = null;
    this.timer = null;
    this.waits = false;
    this.trouble = "";
    // A date is no date while it is typed.
    this.field.addEventListener(this.field.type === "text" ? "change" : "input", () => this.typed());
    box.addEventListener("htmx:beforeRequest", () => { this.sent = this.field.value; });
    box.addEventListener("htmx:beforeSwap", (event) => this.answered(event));
    box.addEventListener("htmx:afterSettle", () => this.settled());
    box.addEventListener("htmx:sendError", () => this.failed(AWAY));
    box.addEventListener("htmx:timeout", () => this.failed(AWAY));
    box.addEventListener("click", (event) => this.chosen(event.target.dataset.siteChoose));
    if (this.isUnsaved) this.soon(); else this.takeBack();
  }

  get version() { return this.box.querySelector(`[name="${this.name}_version"]`); }
  get state() { return this.box.querySelector("[data-site-said]"); }
  get isUnsaved() { return this.field.value !== this.known; }

  // What was typed before a reload, or before the network went.
  takeBack() {
    const found = sessionStorage.getItem(mine + this.url);
    if (found === null) return;
    const { text, version } = JSON.parse(found);
    if (text === this.field.value) { this.forget(); return; }
    this.field.value = text;
    this.version.value = version;
    say(BACK);
    this.typed();
  }

  typed() {
    if (!this.isUnsaved && !this.trouble) return;
    if (this.trouble || this.waits) this.keep();
    else this.state.textContent = SAVING;
    this.soon();
  }

  soon() {
    if (this.timer === null && !this.waits) this.timer = setTimeout(() => { this.timer = null; this.save(); }, EVERY);
  }

  save() {
    if (this.sent !== null || this.waits) return;
    if (this.isUnsaved) window.htmx.trigger(this.box, "site-save");
    else {
      this.forget();
      this.trouble = "";
      this.state.textContent = this.calm;
    }
  }

  answered(event) {
    const { xhr } = event.detail;
    this.answer = xhr.getResponseHeader("Site-Note") || "";
    if (this.answer) return;
    event.detail.shouldSwap = false;
    this.failed(xhr.responseURL && !xhr.responseURL.endsWith(this.url) ? SIGNED_OUT : FAILED);
  }

  settled() {
    if (this.answer) this.calm = this.state.textContent;
    if (this.answer === "saved") this.saved();
    else if (this.answer === "changed") this.ask();
    else if (this.answer === "refused") { this.keep(); this.sent = null; say(this.state.textContent); }
    this.answer = "";
  }

  saved() {
    this.known = this.sent;
    this.sent = null;
    if (this.trouble) say(this.state.textContent);
    this.trouble = "";
    if (this.isUnsaved) { this.state.textContent = SAVING; this.soon(); } else this.forget();
  }

  // Somebody else wrote here meanwhile: nothing is sent again until a person has chosen.
  ask() {
    this.waits = true;
    this.sent = null;
    this.keep();
    say(this.box.querySelector("[data-site-choice] h3").textContent);
  }

  chosen(choice) {
    if (!choice) return;
    const part = this.box.querySelector("[data-site-choice]");
    const stored = part.querySelector("[data-site-stored]").textContent;
    const own = this.field.value;
    this.field.value = { mine: own, theirs: stored, both: `${stored}\n\n${own}` }[choice];
    this.version.value = part.dataset.siteChoice;
    this.known = stored;
    this.waits = false;
    part.remove();
    this.state.textContent = choice === "theirs" ? "Their text stands." : SAVING;
    this.field.focus();
    if (this.isUnsaved) this.save(); else this.forget();
  }

  failed(sentence) {
    this.sent = null;
    this.trouble = sentence;
    this.state.textContent = sentence;
    say(sentence);
    this.keep();
    this.soon();
  }

  keep() {
    const value = JSON.stringify({ text: this.field.value, version: this.version.value, page: location.pathname });
    sessionStorage.setItem(mine + this.url, value);
  }

  forget() { sessionStorage.removeItem(mine + this.url); }
}

// A page that goes away sends once more what it has; if that does not arrive, the next page of this tab does.
const leave = () => {
  for (const note of notes.filter((each) => each.isUnsaved && !each.waits)) {
    note.keep();
    send(note.url, note.name, note.field.value, note.version.value).catch(() => {});
  }
};

const send = (url, name, text, version) => fetch(url, {
  method: "POST",
  keepalive: true,
  redirect: "error",
  body: new URLSearchParams({
    [name]: text,
    [`${name}_version`]: version,
    csrfmiddlewaretoken: page.querySelector("[name=csrfmiddlewaretoken]").value,
  }),
});

// Words of another item: sent from here. What somebody else changed meanwhile waits on that item's page.
const deliver = async (key) => {
  const { text, version, page: from } = read(key);
  const url = key.slice(mine.length);
  if (notes.some((note) => note.url === url)) return;
  const answer = await send(url, url.split("/").at(-2), text, version).catch(() => null);
  if (answer?.headers.get("Site-Note") === "saved") { sessionStorage.removeItem(key); return; }
  const link = page.querySelector("[data-site-elsewhere]");
  link.hidden = false;
  link.querySelector("a").href = from;
};

// A button that leads on waits until what is typed has arrived, and stays here when the site cannot be reached: the
// browser would show an error in place of the page, with words in its boxes.
const submit = async (event) => {
  const { target: form, submitter } = event;
  if (notes.length === 0) return;
  event.preventDefault();
  if (form.dataset.siteBusy) return;
  form.dataset.siteBusy = "yes";
  notes.forEach((note) => note.save());
  const end = Date.now() + PATIENCE;
  while (notes.some((note) => note.sent !== null) && Date.now() < end) await new Promise((done) => { setTimeout(done, 50); });
  const reached = await fetch(page.dataset.siteReach).then(() => true, () => false);
  delete form.dataset.siteBusy;
  trouble.hidden = reached;
  if (!reached) { say(trouble.textContent); return; }
  notes.filter((note) => note.isUnsaved).forEach((note) => note.keep());
  notes.length = 0;
  form.requestSubmit(submitter);
};

// A page that asks which text stands, without being asked by this script, is answered with its own buttons.
const start = () => {
  Object.keys(sessionStorage).filter((key) => key.startsWith(prefix) && !key.startsWith(mine))
    .forEach((key) => sessionStorage.removeItem(key));
  const boxes = [...page.querySelectorAll("[data-site-note]")];
  if ("siteAsked" in page.dataset) {
    boxes.forEach((box) => sessionStorage.removeItem(mine + box.getAttribute("hx-post")));
    return;
  }
  notes.push(...boxes.map((box) => new Note(box)));
  kept().forEach((key) => deliver(key));
  page.querySelectorAll("form").forEach((form) => form.addEventListener("submit", submit));
  window.addEventListener("online", () => notes.forEach((note) => note.save()));
  window.addEventListener("pagehide", leave);
};

if (page) start();
