// The screen that stays open: the boxes again every three seconds, never under somebody's hand.
const root = document.querySelector('[data-search-engine]');
if (root) setInterval(look, 3000);

async function look() {
  const boxes = root.querySelector('[data-boxes]');
  if (document.hidden || boxes.querySelector('details[open]') || boxes.contains(document.activeElement)) return;
  const stale = root.querySelector('[data-stale]');
  try {
    const answer = await fetch(`${location.pathname}?phan=o`);
    if (!answer.ok) throw new Error(answer.status);
    const said = root.querySelector('[data-said]');
    const before = quarter(boxes);
    boxes.innerHTML = await answer.text();
    const after = quarter(boxes);
    if (after !== before && after !== '') said.textContent = after;
    stale.hidden = true;
  } catch {
    stale.hidden = false;
  }
}

function quarter(boxes) {
  return [...boxes.querySelectorAll('[role=progressbar]')]
    .map((bar) => `${bar.getAttribute('aria-label')}: ${Math.floor(bar.getAttribute('aria-valuenow') / 25) * 25} %`)
    .join(', ');
}
