// Video, âm thanh: films and sounds of any size go up while the writer writes, then stand at the end of the story.
import { facts, form, gettext } from './page.js';
import { put, watchInPlace } from './in_place.js';
import { look } from '../uploads/following.js';
import { onPick, picker } from '../uploads/picker.js';
import { makeQueue } from '../uploads/queue.js';

const list = document.querySelector('[data-nr-photo-cards]');

// The uploads of this story that are not in its text yet. A new story gets its number at its first save.
const story = () => /pages\/(\d+)\/edit/.exec(window.location.pathname)?.[1] ?? facts.story;
const key = () => `nr-tep-${facts.user}-${story()}`;
let kept = key();
let addresses = JSON.parse(localStorage.getItem(kept) ?? '[]');
const keep = (now = addresses) => {
  addresses = now;
  if (kept !== key()) localStorage.removeItem(kept);
  kept = key();
  if (addresses.length) localStorage.setItem(kept, JSON.stringify(addresses));
  else localStorage.removeItem(kept);
};
const remember = (address) => keep([...new Set([...addresses, address])]);
const forget = (address) => keep(addresses.filter((other) => other !== address));

const insert = ({ id, type, title, edit_url }) => {
  const body = document.getElementById('body-root').rootBlock;
  body.insert({ type, value: { media: { id, title, edit_url }, caption: '', credit: '' }, id: null }, body.children.length, { animate: false });
};

if (form && list && facts.uploads) {
  const urgent = () => document.querySelector('[data-nr-urgent]')?.checked;
  const queue = makeQueue({
    list,
    comfort: gettext('Cứ viết tiếp, gửi duyệt được ngay.'),
    metadata: () => ({ urgent: urgent() ? '1' : '' }),
    arrived: insert,
    another: () => pick(),
    remember,
    forget,
  });
  const pick = onPick(facts.media, (files) => queue.add(files));
  const instead = (chooser) => picker(facts.media, (files) => queue.add(files, (asset) => put(chooser, asset) || insert(asset)), { several: false })();
  watchInPlace({ other: instead });
  form.addEventListener('w-autosave:success', () => keep());
  addresses.forEach(async (address) => {
    const upload = await look(address).catch(() => undefined);
    if (upload === null) forget(address);
    else if (upload) queue.resume(upload, pick);
  });
}
