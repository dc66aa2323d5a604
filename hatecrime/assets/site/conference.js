// The day's screen: shortcuts for the keyboard, and the quiet clock. Without this file the links and buttons do the same.
const MINUTE = 60;

// Alt and Shift with a letter: none is taken by a screen reader or by the browsers we test with, and none is typed.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.repeat) return;
  const target = document.querySelector(`[data-site-key="${event.code}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("a, button")) target.click();
  else target.focus();
});

const inWords = (used, expected) => {
  const minutes = Math.floor(used / MINUTE);
  const over = minutes - expected;
  return over > 0 ? `${minutes} of ${expected} minutes: ${over} over` : `${minutes} of ${expected} minutes`;
};

const clock = document.querySelector("[data-site-clock]");
if (clock?.dataset.running) {
  const began = Date.now() - Number(clock.dataset.siteClock) * 1000;
  setInterval(() => {
    clock.textContent = inWords((Date.now() - began) / 1000, Number(clock.dataset.expected));
  }, 10_000);
}
