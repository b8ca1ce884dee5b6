// Tải lên video, âm thanh: files for the library, and what this person left half sent.
import { facts, gettext } from './editor/page.js';
import { onPick } from './uploads/picker.js';
import { look } from './uploads/following.js';
import { makeQueue } from './uploads/queue.js';

const part = (name) => document.querySelector(`[data-nr-${name}]`);
const zone = part('drop-zone');

let pick = null;
const queue = makeQueue({
  list: part('upload-cards'),
  metadata: () => ({ collection: part('collection')?.value ?? '', urgent: part('urgent').checked ? '1' : '' }),
  actions: (asset) => [[gettext('Mở trang tệp'), () => { window.location = facts.asset.replace('/0/', `/${asset.id}/`); }, true]],
  another: () => pick(),
});
pick = onPick(facts.media, (files) => queue.add(files));

zone.addEventListener('dragover', (event) => { event.preventDefault(); zone.classList.add('is-over'); });
zone.addEventListener('dragleave', () => zone.classList.remove('is-over'));
zone.addEventListener('drop', (event) => {
  event.preventDefault();
  zone.classList.remove('is-over');
  queue.add([...event.dataTransfer.files]);
});

look(facts.uploads).then((answer) => answer.uploads.reverse().forEach((upload) => queue.resume(upload, pick))).catch(() => {});
