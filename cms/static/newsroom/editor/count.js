// Chữ and reading aloud while typing. The server counts exactly at each save; in between, aloud goes with the words.
import { form } from './page.js';

const isWord = (piece) => /[\p{L}\p{N}]/u.test(piece);
const count = (text) => text.split(/\s+/).filter(isWord).length;
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

const words = () => {
  const fields = [...form.querySelectorAll('#id_title, #id_sapo, #body-root textarea:not([hidden]), #body-root input[type=text]')]
    .filter((field) => !field.closest('.deleted, [aria-hidden=true], [data-chooser], .handsontable, .Draftail-Editor'))
    .map((field) => field.value);
  const rich = [...form.querySelectorAll('#body-root [data-contents] [data-block]')].map((block) => block.textContent);
  return count([...fields, ...rich].join('\n'));
};

const show = () => {
  const stat = document.getElementById('nr-stat');
  if (!stat) return;
  const now = words();
  const perWord = Number(stat.dataset.words) ? Number(stat.dataset.seconds) / Number(stat.dataset.words) : 60 / 168;
  stat.querySelector('[data-nr-words]').textContent = now.toLocaleString('vi-VN');
  stat.querySelector('[data-nr-aloud]').textContent = clock(Math.round(now * perWord));
};

if (form) {
  let waiting = null;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(show, 250); };
  ['input', 'keyup', 'paste', 'cut'].forEach((name) => form.addEventListener(name, later));
}
