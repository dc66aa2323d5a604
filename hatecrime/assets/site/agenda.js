// Puts an agenda in order by dragging and by buttons. Without this file the places are typed.
const list = document.querySelector("[data-site-agenda]");
const total = document.querySelector("[data-site-total]");

const items = () => [...list.querySelectorAll("[data-site-item]")];
const placeOf = (item) => item.querySelector('input[name^="place_"]');
const minutesOf = (item) => item.querySelector('input[name^="minutes_"]');

const number = () => items().forEach((item, index) => (placeOf(item).value = index + 1));

const add = () => {
  const length = Number(list.dataset.length);
  const sum = items().reduce((before, item) => before + (Number(minutesOf(item).value) || 0), 0);
  const rest = length - sum;
  total.textContent = `${sum} of ${length} minutes: ${rest < 0 ? `${-rest} too many` : `${rest} left`}`;
};

const button = (text, about, go) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary";
  made.textContent = text;
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = ` ${about}`;
  made.append(hidden);
  made.addEventListener("click", () => {
    go();
    number();
    made.focus();
  });
  return made;
};

const prepare = (item) => {
  const about = item.querySelector("h2").textContent;
  const moves = document.createElement("div");
  moves.className = "site-agenda__moves";
  moves.append(
    button("Move up", about, () => item.previousElementSibling?.before(item)),
    button("Move down", about, () => item.nextElementSibling?.after(item)),
  );
  item.append(moves);
  item.draggable = true;
  // Or the browser drags the link itself.
  item.querySelectorAll("a").forEach((link) => (link.draggable = false));
  item.addEventListener("dragstart", (event) => {
    // Marking words in a box is no dragging.
    if (event.target !== item) return;
    event.dataTransfer.effectAllowed = "move";
    item.classList.add("site-agenda__item--dragged");
  });
  item.addEventListener("dragend", () => {
    item.classList.remove("site-agenda__item--dragged");
    number();
  });
  minutesOf(item).addEventListener("input", add);
};

if (list) {
  items().forEach(prepare);
  list.addEventListener("dragover", (event) => {
    const dragged = list.querySelector(".site-agenda__item--dragged");
    if (!dragged) return;
    event.preventDefault();
    const under = event.target.closest("[data-site-item]");
    if (!under || under === dragged) return;
    const box = under.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) under.after(dragged);
    else under.before(dragged);
  });
}
