// Video, âm thanh: films and sounds of any size go up while the writer writes, then stand at the end of the story.
import { facts, form } from './page.js';
import { look } from '../uploads/following.js';
import { onPick } from '../uploads/picker.js';
import { makeQueue } from '../uploads/queue.js';

const list = document.querySelector('[data-nr-photo-cards]');

// The uploads of this story that are not in its text yet; a new story gets its number at its first save.
const story = () => /pages\/(\d+)\/edit/.exec(window.location.pathname)?.[1] ?? facts.story;
const key = () => `nr-tep-${facts.user}-${story()}`;
const remembered = () => JSON.parse(localStorage.getItem(key()) ?? '[]');
const keep = (addresses) => (addresses.length ? localStorage.setItem(key(), JSON.stringify(addresses)) : localStorage.removeItem(key()));

const insert = ({ id, type, title, edit_url }) => {
  const body = document.getElementById('body-root').rootBlock;
  body.insert({ type, value: { media: { id, title, edit_url }, caption: '', credit: '' }, id: null }, body.children.length, { animate: false });
};

if (form && list && facts.uploads) {
  const queue = makeQueue({
    list,
    arrived: insert,
    remember: (address) => keep([...new Set([...remembered(), address])]),
    forget: (address) => keep(remembered().filter((other) => other !== address)),
  });
  const pick = onPick(facts.media, queue.add);
  remembered().forEach(async (address) => {
    const upload = await look(address).catch(() => undefined);
    if (upload === null) keep(remembered().filter((other) => other !== address));
    else if (upload) queue.resume(upload, pick);
  });
}
