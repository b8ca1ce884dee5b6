// Files picked together are sent two at a time; each has its card from the first moment.
import { gettext, icon, say, token } from '../editor/page.js';
import { makeCard } from './card.js';
import { follow } from './following.js';
import { send } from './sending.js';

const AT_ONCE = 2;
const LOST = ['rejected', 'failed', 'cancelled'];
const UNKNOWN = ['received', 'probing'];

const abandon = (address) => fetch(address, {
  method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0', 'X-CSRFToken': token(), 'X-Requested-With': 'XMLHttpRequest' },
}).catch(() => {}); // the server forgets it by itself

// `comfort`: said while a file is worked on; `arrived(asset)`: once, when it is sure what the file is; `actions(asset)`: what may be done with it then.
// `another()`: asks for another file in place of one that is no use.
// `remember(address)`, `forget(address)`: for after a reload.
export const makeQueue = ({
  list, comfort = '', metadata = () => ({}), arrived = () => {}, actions = () => [], another = null, remember = () => {}, forget = () => {},
}) => {
  const waiting = [];
  const going = new Set();

  const showState = () => {
    const place = document.querySelector('[data-nr-uploads]');
    const cards = [...going, ...waiting].map(({ card }) => card);
    if (!place) return;
    const percent = Math.floor(cards.reduce((sum, card) => sum + card.percent, 0) / Math.max(1, cards.length));
    place.hidden = !cards.length;
    place.innerHTML = `${icon('upload')} ${say('%(count)s tệp, %(percent)s', { count: `<b>${cards.length}</b>`, percent: `<b>${percent} %</b>` })}`;
  };

  const next = () => {
    while (going.size < AT_ONCE && waiting.length) {
      const entry = waiting.shift();
      going.add(entry);
      entry.begin();
    }
    showState();
  };

  const ended = (entry) => {
    going.delete(entry);
    next();
  };

  const watch = (address, card, into) => {
    const away = [[gettext('Bỏ khỏi danh sách'), () => { forget(address); card.gone(); abandon(address); }]];
    let known = false;
    return follow(address, (upload) => {
      const asset = upload?.asset;
      if (!upload || !card.item.isConnected) { forget(address); card.gone(); return false; }
      if (upload.state === 'refused' || LOST.includes(asset?.state)) {
        forget(address);
        card.failed(upload.message);
        card.offer([...(another ? [[gettext('Tải tệp khác'), () => { card.gone(); another(); }, true]] : []), ...away]);
        return false;
      }
      card.words(upload.percent === null ? upload.message : `${upload.message} ${comfort}`);
      card.progress(upload.percent);
      if (asset && !known && !UNKNOWN.includes(asset.state)) {
        known = true;
        forget(address);
        into(asset);
        card.announce(say('%(name)s đã nhận', { name: upload.name }));
        card.offer([...actions(asset), ...away]);
      }
      return true;
    });
  };

  const enter = (file, into) => {
    const card = makeCard(list, file.name, file);
    const entry = { card };
    let line = null;
    let address = '';
    const stop = () => {
      line?.stop();
      forget(address);
      card.gone();
      waiting.splice(0, waiting.length, ...waiting.filter((other) => other !== entry));
      ended(entry);
    };
    const again = () => {
      card.mended();
      card.offer([[gettext('Bỏ'), stop]]);
      entry.begin = () => line.go();
      waiting.push(entry);
      next();
    };
    entry.begin = async () => {
      line = await send(file, metadata(), {
        begun(url) { address = new URL(url, window.location.href).pathname; remember(address); },
        moved(sent) { card.moved(sent, file.size); showState(); },
        waiting: card.waiting,
        whole() {
          card.offer([]);
          watch(address, card, into);
          ended(entry);
        },
        refused(sentence, forGood) {
          card.failed(sentence);
          card.offer([...(forGood ? [] : [[gettext('Tải tiếp'), again, true]]), [gettext('Bỏ'), stop]]);
          ended(entry);
        },
      });
    };
    card.words(gettext('Chờ đến lượt'));
    card.offer([[gettext('Bỏ'), stop]]);
    waiting.push(entry);
  };

  window.addEventListener('beforeunload', (event) => { if (going.size) event.preventDefault(); });

  return {
    // `into(asset)`: in place of `arrived`, for these.
    add(files, into = arrived) {
      files.forEach((file) => enter(file, into));
      next();
    },
    // A file that came in, whole or in part, while nobody looked. `pick`: asks for the file again.
    resume(upload, pick) {
      const card = makeCard(list, upload.name);
      if (upload.state !== 'receiving') { watch(upload.address, card, arrived); return; }
      card.moved(upload.offset, upload.size);
      card.words(say('Tải dở, được %(percent)s. Chọn lại đúng tệp này để tải tiếp.', { percent: `${card.percent} %` }));
      card.offer([
        [gettext('Chọn lại tệp'), () => { card.gone(); pick(); }, true],
        [gettext('Bỏ'), () => { forget(upload.address); card.gone(); abandon(upload.address); }],
      ]);
    },
  };
};
