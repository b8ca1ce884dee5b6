// Two comforts on a page that works without them: the chosen text size is kept, and an agreed embed opens in place.
const KEY = 'co-chu';

function keptSize() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

for (const choice of document.querySelectorAll('.size input')) {
  if (choice.id === keptSize()) choice.checked = true;
  choice.addEventListener('change', () => {
    try { localStorage.setItem(KEY, choice.id); } catch { /* a private window keeps nothing */ }
  });
}

for (const box of document.querySelectorAll('.embed[data-player]')) {
  const button = box.querySelector('[data-show]');
  if (!button) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    const frame = document.createElement('iframe');
    frame.src = box.dataset.player;
    frame.title = box.getAttribute('aria-label');
    frame.allow = 'fullscreen; picture-in-picture';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    box.replaceWith(frame);
    frame.className = 'embed__frame';
    frame.focus();
  });
}
