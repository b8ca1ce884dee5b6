// Beside each film and sound in the story: whether it plays, how far it is, why it does not, what may be done. After a reload too.
import { facts, form, gettext, icon, token } from './page.js';

const EACH = 2500; // milliseconds between two questions while something is being made
const ANNOUNCED = 25; // percent between two sentences for who hears the page

const field = (chooser) => document.getElementById(chooser.id.replace(/-chooser$/, ''));

/** Put another file where this one stands; false where a file of its kind cannot stand. */
export const put = (chooser, { id, type, title, edit_url }) => {
  const only = /\/(audio|video)\/$/.exec(chooser.dataset.chooserUrl)?.[1];
  if (!chooser.isConnected || (only && only !== type)) return false;
  const blocks = document.getElementById('body-root')?.rootBlock.children ?? [];
  const held = blocks.map((child) => child.block.childBlocks?.media).find((block) => block?.element.contains(chooser));
  held?.setState({ id, title, edit_url }); // its link stands in a menu that only the block knows
  field(chooser).value = id;
  chooser.querySelector('[data-chooser-title]').textContent = title;
  field(chooser).dispatchEvent(new Event('change', { bubbles: true }));
  return true;
};

const makeLine = (chooser, { again, other }) => {
  const line = document.createElement('div');
  line.className = 'nr-place';
  line.innerHTML = '<span class="w-status"></span><p></p><progress max="100" hidden></progress><div class="nr-upload__act" hidden></div><span class="w-sr-only" role="status"></span>';
  chooser.after(line);
  const [tag, words, bar, acts, status] = line.children;
  const preview = chooser.querySelector('.chooser__preview');
  const bare = preview.innerHTML;
  let still = '';
  let drawn = '';
  let announced = '';

  const act = (label, isNext, press) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
    button.className = `button button-small${isNext ? '' : ' button-secondary'}`;
    button.addEventListener('click', press);
    return button;
  };
  const ask = async (address, button) => {
    button.disabled = true;
    const headers = { Accept: 'application/json', 'X-CSRFToken': token(), 'X-Requested-With': 'XMLHttpRequest' };
    const answer = await fetch(address, { method: 'POST', headers }).then((response) => response.json()).catch(() => null);
    button.disabled = false;
    status.textContent = answer?.said ?? gettext('Chưa gửi được. Thử lại khi có mạng.');
    if (answer) again(); else words.textContent = status.textContent;
  };

  return {
    line,
    show(now) {
      const title = chooser.querySelector('[data-chooser-title]').textContent;
      if (now.still !== still) {
        still = now.still;
        preview.innerHTML = bare;
        if (still) preview.replaceChildren(Object.assign(new Image(), { src: still, alt: '' }));
      }
      words.textContent = now.said;
      bar.hidden = now.percent === null;
      if (now.percent !== null) bar.value = now.percent;
      bar.setAttribute('aria-label', title);
      const heard = `${now.label}${now.percent === null ? '' : `, ${Math.floor(now.percent / ANNOUNCED) * ANNOUNCED} %`}`;
      if (announced && heard !== announced) status.textContent = `${title}: ${heard}`;
      announced = heard;
      const shape = JSON.stringify([now.tone, now.label, now.acts, now.other, now.page]);
      if (shape === drawn) return; // a button under somebody's finger stays
      drawn = shape;
      tag.className = `w-status nr-tag nr-tag--${now.tone}`;
      tag.innerHTML = `${icon(now.icon)} <span></span>`;
      tag.lastChild.textContent = now.label;
      tag.firstChild.classList.add('nr-tag__icon');
      words.className = now.tone === 'stop' ? 'nr-note nr-note--stop' : 'nr-meta';
      const buttons = now.acts.map(([label, address], place) => act(label, place === 0, ({ target }) => ask(address, target)));
      if (now.other) buttons.splice(1, 0, act(gettext('Tải tệp khác'), !buttons.length, () => other(chooser)));
      if (now.page && now.tone === 'stop') buttons.push(Object.assign(document.createElement('a'), { className: 'button button-small button-secondary', href: now.page, target: '_blank', rel: 'noreferrer', textContent: gettext('Mở trang tệp') }));
      acts.hidden = !buttons.length;
      acts.replaceChildren(...buttons);
    },
  };
};

/** `other(chooser)`: asks for a file to stand there instead. */
export const watchInPlace = ({ other }) => {
  const lines = new Map();
  let asked = '';
  let askedAt = 0;
  let moving = false;

  const look = async () => {
    const choosers = [...form.querySelectorAll('.media-chooser')].filter((chooser) => field(chooser)?.value);
    for (const [chooser, { line }] of lines) {
      if (!choosers.includes(chooser)) { line.remove(); lines.delete(chooser); }
    }
    const numbers = [...new Set(choosers.map((chooser) => field(chooser).value))].sort().join();
    const places = choosers.map((chooser) => `${chooser.id}=${field(chooser).value}`).join();
    const due = moving && performance.now() - askedAt > EACH;
    if (document.hidden || !numbers || (places === asked && !due)) return;
    asked = places;
    askedAt = performance.now();
    const answer = await fetch(`${facts.inPlace}?tep=${numbers}`, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } })
      .then((response) => (response.ok ? response.json() : null)).catch(() => null);
    if (!answer) { moving = true; return; } // no line: the next look tells
    moving = Object.values(answer.media).some((one) => one.moving);
    choosers.forEach((chooser) => {
      const now = answer.media[field(chooser).value];
      if (!now || !chooser.isConnected) return;
      if (!lines.has(chooser)) lines.set(chooser, makeLine(chooser, { other, again() { moving = true; askedAt = 0; } }));
      lines.get(chooser).show(now);
    });
  };

  look();
  setInterval(look, 1000);
};
