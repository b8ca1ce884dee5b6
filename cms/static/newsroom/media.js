// Progress without reload: figures every two seconds, the boxes again when a file has moved from one to another.
import { gettext } from './editor/page.js';

const EVERY = 2000;
const root = document.querySelector('[data-media-jobs]');
if (root) watch(root);

function watch(page) {
  const boxes = page.querySelector('[data-media-boxes]');
  const stale = page.querySelector('[data-media-stale]');
  const said = page.querySelector('[data-media-said]');
  const quarters = new Map();
  let shape = null;

  async function look() {
    if (document.hidden) return;
    try {
      const answer = await fetch(page.dataset.mediaJobs, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(answer.status);
      const now = await answer.json();
      if (stale) stale.hidden = true;
      if (shape !== null && shape !== now.shape) await again();
      shape = now.shape;
      for (const [run, progress] of Object.entries(now.runs)) show(run, progress);
    } catch {
      if (stale) stale.hidden = false;
    }
  }

  async function again() {
    if (!boxes) {
      if (!page.contains(document.activeElement) && !page.querySelector('video, audio')?.currentTime) location.reload();
      return;
    }
    const open = boxes.querySelector('details[open]') || boxes.contains(document.activeElement);
    if (open) return; // somebody reads or is about to press: nothing moves under their hand
    const answer = await fetch(`${location.pathname}?phan=o`);
    if (answer.ok) boxes.innerHTML = await answer.text();
  }

  function show(run, { percent, step, remaining }) {
    for (const line of page.querySelectorAll(`[data-run="${run}"]`)) {
      const figure = line.querySelector('[data-percent]');
      if (!figure) continue;
      const bar = line.querySelector('.nr-prog');
      figure.textContent = `${percent} %`;
      line.querySelector('[data-step]').textContent = step;
      line.querySelector('[data-remaining]').textContent = remaining;
      bar.setAttribute('aria-valuenow', percent);
      bar.firstElementChild.style.width = `${percent}%`;
      const quarter = Math.floor(percent / 25);
      if (said && quarters.has(run) && quarters.get(run) !== quarter) said.textContent = `${bar.getAttribute('aria-label')}: ${percent} %`;
      quarters.set(run, quarter);
    }
  }

  look();
  setInterval(look, EVERY);
}

// #t=192: from a search, to the second at which the words are said (https://www.w3.org/TR/media-frags/).
function openSecond() {
  const second = /^#t=(\d+)$/.exec(location.hash)?.[1];
  const player = document.querySelector('.nr-film, .nr-sound');
  if (!second || !player) return;
  player.addEventListener('loadedmetadata', () => { player.currentTime = Number(second); }, { once: true });
  player.preload = 'metadata';
  player.load();
  player.scrollIntoView({ block: 'center' });
}
addEventListener('hashchange', openSecond);
openSecond();

// Another frame as the still: the one that is being looked at.
const film = document.querySelector('video.nr-film');
const second = document.querySelector('[data-media-second]');
if (film && second) {
  const take = Object.assign(document.createElement('button'), { type: 'button', className: 'button button-small button-secondary', textContent: gettext('Lấy giây đang xem') });
  take.addEventListener('click', () => { second.value = film.currentTime.toFixed(1); });
  second.after(take);
}

// Phát thử: each output in the player of the page.
let adaptive = null;
document.addEventListener('click', async (event) => {
  const link = event.target.closest('[data-media-play]');
  const player = document.querySelector('.nr-film, .nr-sound');
  if (!link || !player) return;
  event.preventDefault();
  adaptive?.destroy();
  adaptive = null;
  player.scrollIntoView({ block: 'center' });
  const { default: Hls } = link.href.endsWith('.m3u8') ? await import(root.dataset.mediaScript) : {};
  if (Hls?.isSupported()) {
    adaptive = new Hls({ enableWorker: false });
    adaptive.loadSource(link.href);
    adaptive.attachMedia(player);
  } else player.src = link.href;
  player.play().catch(() => { /* its controls are there */ });
});
