// Saving: Wagtail's autosave does it; here is what the writer is told, and what keeps it going.
import { digest, facts, form, gettext, hour, icon, say } from './page.js';
import { askForPassword, whoIsSignedIn } from './reauthenticate.js';

const AGAIN = 15_000;
const controller = (name) => window.wagtail.app.getControllerForElementAndIdentifier(form, name);
const autosave = () => controller('w-autosave');

let sent = ''; // what the request under way carries
let kept = null; // what the server has; null until the page has settled
let retry = null;
const newer = { html: {} };

const show = (state, html) => {
  const place = document.querySelector('[data-nr-save]');
  if (!place) return;
  place.dataset.state = state;
  place.innerHTML = html;
};

export const isDirty = () => kept !== null && digest() !== kept;

// Save now and wait for the answer: true when the server has every word that is on screen.
export const flush = async ({ always = false } = {}) => {
  if (!form || !autosave()) return true;
  if (!always && kept !== null && !isDirty() && !autosave().submitPromise) return true;
  const usual = autosave().intervalValue;
  autosave().intervalValue = 10;
  await new Promise((done) => { setTimeout(done, 30); });
  for (let tries = 0; tries < 4; tries += 1) {
    const answer = new Promise((done) => {
      form.addEventListener('w-autosave:success', () => done(true), { once: true });
      form.addEventListener('w-autosave:error', () => done(false), { once: true });
    });
    if (!autosave().submitPromise) autosave().save(new Event('nr:flush'));
    const ok = await answer; // eslint-disable-line no-await-in-loop
    await new Promise((done) => { setTimeout(done, 0); }); // eslint-disable-line no-await-in-loop
    if (!ok || !isDirty()) {
      autosave().intervalValue = usual;
      return ok;
    }
  }
  autosave().intervalValue = usual;
  return false;
};

const tryAgain = () => {
  clearTimeout(retry);
  retry = setTimeout(() => {
    autosave().activeValue = true;
    autosave().save(new Event('nr:again'));
  }, AGAIN);
};

// Chain bar, buttons and length as the server sees them now; a bar in use is left alone until the next answer.
const renew = () => {
  form.querySelectorAll('template[data-nr-renew]').forEach((template) => {
    const selector = template.dataset.nrRenew;
    let target = document.querySelector(selector);
    if (!target) {
      target = Object.assign(document.createElement('div'), { className: selector.slice(1) });
      form.before(target);
    }
    const isStat = selector === '#nr-stat';
    if (!isStat && (newer.html[selector] === template.innerHTML || target.contains(document.activeElement))) return;
    newer.html[selector] = template.innerHTML;
    if (selector.startsWith('.')) target.replaceChildren(template.content.cloneNode(true));
    else target.replaceWith(template.content.cloneNode(true));
  });
  document.body.classList.remove('nr-editor--new');
  document.dispatchEvent(new CustomEvent('nr:renewed'));
};

const copyMyWords = async () => {
  const words = [...form.querySelectorAll('#id_title, #id_sapo, #body-root [data-contents] [data-block], #body-root textarea, #body-root input[type=text]')]
    .map((field) => field.value ?? field.textContent).filter(Boolean).join('\n');
  await navigator.clipboard.writeText(words);
  document.querySelector('[data-nr-copy]').textContent = gettext('Đã chép');
};

const tellConflict = (text) => {
  const mine = form.elements.namedItem('loaded_revision_id')?.value ?? '';
  const seen = autosave().revisionIdValue || mine;
  const address = facts.diff || `${form.action.replace(/pages\/(\d+)\/edit\/.*/, 'tin-bai/$1/doi-chieu/')}`;
  const link = `${address}?truoc=${seen}`;
  show('conflict', `${icon('warning')} <span></span>. <a href="${link}" target="_blank">${gettext('Xem khác nhau')}</a> · <button type="button" data-nr-copy>${gettext('Chép chữ của tôi')}</button>`);
  document.querySelector('[data-nr-save] span').textContent = text;
};

const tellLocked = (text) => {
  show('invalid', `${icon('lock')} <span></span>. <button type="button" data-nr-copy>${gettext('Chép chữ của tôi')}</button>`);
  document.querySelector('[data-nr-save] span').textContent = text;
};

const tell = async ({ type, text }) => {
  if (type === 'invalid_revision') tellConflict(text);
  else if (type === 'locked') tellLocked(text);
  else if (type === 'validation_error') {
    show('invalid', `${icon('warning')} ${gettext('Chưa lưu được: có ô chưa đúng.')} <button type="submit" name="action-save" value="1">${gettext('Xem chỗ chưa đúng')}</button>`);
  } else if (type === 'network_error') {
    const offline = !navigator.onLine;
    show(offline ? 'offline' : 'retry', offline ? gettext('Mất mạng: chữ đã gõ giữ trên máy này') : gettext('Chưa lưu, đang thử lại'));
    tryAgain();
  } else if ((await whoIsSignedIn()) === facts.user) {
    show('retry', gettext('Chưa lưu, đang thử lại'));
    tryAgain();
  } else {
    show('signed-out', gettext('Phiên làm việc đã hết; chữ đã gõ giữ trên máy này'));
    if (await askForPassword()) {
      autosave().activeValue = true;
      autosave().save(new Event('nr:signed-in'));
    }
  }
};

if (form) {
  form.addEventListener('w-autosave:save', ({ detail }) => {
    sent = digest(detail.formData);
    if (document.querySelector('[data-nr-save]')?.dataset.state !== 'conflict') show('saving', gettext('Đang lưu…'));
  });
  form.addEventListener('w-autosave:success', () => {
    clearTimeout(retry);
    kept = sent;
    renew();
    show('saved', `${icon('check')} ${say('Đã lưu %(hour)s', { hour: `<b class="nr-num">${hour()}</b>` })}`);
    // Words typed while the answer was on its way: Wagtail would call them saved.
    setTimeout(() => { if (isDirty()) autosave().save(new Event('nr:more')); }, 0);
  });
  form.addEventListener('w-autosave:error', ({ detail }) => tell(detail));
  form.addEventListener('w-unsaved:watch-edits', () => { kept ??= digest(); }, { once: true });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-nr-copy]')) copyMyWords();
    if (event.target.closest('[data-nr-save] button[type=submit]')) form.requestSubmit();
  });
  window.addEventListener('online', () => autosave()?.save(new Event('nr:online')));
  // Typed before the page had settled: Wagtail takes that for the starting state.
  const early = () => { form.removeEventListener('input', early); form.addEventListener('w-unsaved:watch-edits', () => autosave()?.save(new Event('nr:early')), { once: true }); };
  form.addEventListener('input', early);
  setTimeout(() => form.removeEventListener('input', early), 2000);
}
