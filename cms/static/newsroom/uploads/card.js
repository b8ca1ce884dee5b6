// One card a file: how far it is, how fast, how long yet, and what is being made of it afterwards.
import { gettext, icon, say } from '../editor/page.js';
import { pace, share, wait } from './words.js';

const TELL_EACH = 1000; // milliseconds
const ANNOUNCED = 25; // percent between two sentences for who hears the page
const LOOK_BACK = 8000; // milliseconds over which speed is measured

export const makeCard = (list, name, file = null) => {
  const item = document.createElement('li');
  item.className = 'nr-upload';
  item.innerHTML = `<span class="nr-upload__kind">${icon('media')}</span><div><b></b><div class="nr-meta"></div><span class="w-sr-only" role="status"></span></div><progress max="100" value="0"></progress><div class="nr-upload__act" hidden></div>`;
  const part = (selector) => item.querySelector(selector);
  const bar = part('progress');
  part('b').textContent = name;
  bar.setAttribute('aria-label', say('Tải lên %(name)s', { name }));
  if (file?.type.startsWith('video/')) {
    // A still of the file in the phone, where the browser can open it; else the icon stays.
    const still = Object.assign(document.createElement('video'), { muted: true, playsInline: true, preload: 'metadata', src: `${URL.createObjectURL(file)}#t=1` });
    still.setAttribute('aria-hidden', 'true');
    still.addEventListener('loadeddata', () => { if (still.videoWidth) part('.nr-upload__kind')?.replaceWith(still); });
  }
  list.append(item);

  let samples = [];
  let told = 0;
  let quarter = 0;
  const words = (text) => { part('.nr-meta').textContent = text; };
  const announce = (text) => { part('[role=status]').textContent = text; };
  const card = {
    item,
    percent: 0,
    words,
    announce,
    moved(sent, size) {
      const now = performance.now();
      samples = [...samples.filter(([then]) => now - then < LOOK_BACK), [now, sent]];
      card.percent = Math.floor((sent / size) * 100);
      if (Math.floor(card.percent / ANNOUNCED) > quarter) {
        quarter = Math.floor(card.percent / ANNOUNCED);
        announce(say('%(name)s: đã tải %(percent)s', { name, percent: `${quarter * ANNOUNCED} %` }));
      }
      if (now - told < TELL_EACH && sent < size) return;
      told = now;
      bar.value = card.percent;
      const [[then, before]] = samples;
      const speed = (sent - before) / Math.max(0.2, (now - then) / 1000);
      words([share(sent, size), ...(speed > 0 && sent < size ? [pace(speed), wait((size - sent) / speed)] : [])].join(' · '));
    },
    waiting() {
      samples = [];
      words(gettext('Mất kết nối. Phần đã tải còn nguyên; máy tự gửi tiếp khi có mạng.'));
      announce(part('.nr-meta').textContent);
    },
    // A bar under a file that is being worked on; null when there is nothing to measure.
    progress(percent) {
      bar.hidden = percent === null;
      if (percent !== null) bar.value = percent;
    },
    failed(sentence) {
      item.classList.add('nr-upload--failed');
      bar.hidden = true;
      part('.nr-meta').innerHTML = `${icon('warning')} <span role="alert"></span>`;
      part('.nr-meta span').textContent = sentence;
    },
    mended() {
      item.classList.remove('nr-upload--failed');
      bar.hidden = false;
    },
    // `actions`: [[label, callback, is the next step], …]
    offer(actions) {
      const place = part('.nr-upload__act');
      place.hidden = !actions.length;
      place.replaceChildren(...actions.map(([label, act, isNext]) => {
        const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
        button.className = `button button-small${isNext ? '' : ' button-secondary'}`;
        button.addEventListener('click', act);
        return button;
      }));
    },
    gone: () => item.remove(),
  };
  return card;
};
