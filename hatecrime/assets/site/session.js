// Warns two minutes before the session ends. Nothing a person has entered goes into the browser's storage: what stands
// in a changed form is sent to the server just before the end, which keeps it encrypted.
const WARNING = 120;
const LAST_MOMENT = 10;
const box = document.querySelector("[data-site-session]");

const inWords = (seconds) => {
  const minutes = Math.ceil(seconds / 60);
  if (seconds > 60) return `${minutes} minutes`;
  return seconds > 1 ? `${seconds} seconds` : "1 second";
};

const start = () => {
  const left = box.querySelector("[data-site-session-left]");
  const said = box.querySelector("[data-site-session-said]");
  const stay = box.querySelector("[data-site-session-stay]");
  let ends = 0;
  let changed = null;
  let kept = false;
  let asking = false;

  const count = (seconds) => { ends = Date.now() + seconds * 1000; };
  const secondsLeft = () => Math.ceil((ends - Date.now()) / 1000);

  const ask = async (options) => {
    const response = await fetch(box.dataset.time, { redirect: "error", ...options });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).seconds;
  };

  const keep = async () => {
    if (kept || !changed || !changed.isConnected) return;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(changed)) if (typeof value === "string") fields.append(name, value);
    const action = new URL(changed.action, location.href);
    const address = `${box.dataset.keep}?path=${encodeURIComponent(action.pathname + action.search)}`;
    kept = (await fetch(address, { method: "POST", body: fields, redirect: "error" })).ok;
  };

  const leave = () => {
    window.onbeforeunload = null;
    location.assign(kept ? box.dataset.kept : location.href);
  };

  const show = (seconds) => {
    left.textContent = inWords(seconds);
    if (!box.open) box.showModal();
    if ([60, 30].includes(seconds)) said.textContent = `You will be signed out in ${inWords(seconds)}.`;
  };

  const look = async () => {
    let seconds = secondsLeft();
    if (seconds > WARNING || asking) return;
    asking = true;
    try {
      // Another tab may have kept the session alive.
      if (!box.open || seconds <= LAST_MOMENT) { count(await ask()); seconds = secondsLeft(); }
      if (seconds > WARNING) { if (box.open) box.close(); return; }
      if (seconds <= LAST_MOMENT) await keep();
      // Only when the server says so: a page that is opened before would renew the session.
      if (seconds <= 0) { leave(); return; }
    } catch {
      // The site does not answer; by now the session is over whatever it says.
      if (seconds <= -5) { leave(); return; }
    } finally {
      asking = false;
    }
    show(seconds);
  };

  const renew = async () => {
    try {
      count(await ask({ method: "POST", body: new URLSearchParams(new FormData(stay)) }));
      kept = false;
      box.close();
    } catch {
      leave();
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest("main form[method=post]");
    if (form) changed = form;
  });
  stay.addEventListener("submit", (event) => { event.preventDefault(); renew(); });
  box.addEventListener("cancel", (event) => { event.preventDefault(); renew(); });
  count(Number(box.dataset.seconds));
  setInterval(look, 1000);
};

if (box) start();
