// Comparing two versions: Trước and Sau, also with the keys p and n.
const places = () => [...document.querySelectorAll('[data-nr-diff] [data-nr-place]')];
let at = -1;

const step = (by) => {
  const all = places();
  if (!all.length) return;
  at = (at + by + all.length) % all.length;
  all[at].scrollIntoView({ block: 'start' });
  all[at].focus({ preventScroll: true });
};

if (document.querySelector('[data-nr-diff]')) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-nr-step]');
    if (button) step(Number(button.dataset.nrStep));
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return;
    if (event.key === 'n') step(1);
    if (event.key === 'p') step(at < 0 ? 0 : -1);
  });
}
