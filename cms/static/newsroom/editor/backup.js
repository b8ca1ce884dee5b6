// What is typed and not yet on the server is kept in this browser, and offered back.
import { digest, facts, form, gettext, hour, icon, say, token } from './page.js';
import { isDirty } from './save.js';

const key = () => `nr-chu-${facts.user}-${form.action.replace(/^.*?\/pages\//, '')}`;
const NOT_OURS = /^(csrfmiddlewaretoken|next|loaded_revision_.*|overwrite_revision_id)$/;

const keep = () => {
  if (!isDirty()) return;
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !NOT_OURS.test(name));
  try {
    localStorage.setItem(key(), JSON.stringify({ at: Date.now(), fields }));
  } catch { /* a full store keeps the older copy */ }
};

// The old words become a new version of their own; what was there stays in the history.
const takeBack = async ({ fields }) => {
  const data = new FormData();
  fields.forEach(([name, value]) => data.append(name, value));
  data.set('csrfmiddlewaretoken', token());
  const response = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'application/json' } });
  const answer = await response.json();
  if (!answer.success) throw new Error(answer.error_message);
  localStorage.removeItem(key());
  window.addEventListener('w-unsaved:confirm', (event) => event.preventDefault());
  window.location.assign(answer.url ?? window.location.href);
};

const offer = (copy) => {
  const bar = document.createElement('div');
  bar.className = 'nr-offer';
  bar.setAttribute('role', 'region');
  bar.setAttribute('aria-label', gettext('Chữ chưa lưu'));
  const day = new Date(copy.at).toLocaleDateString('vi-VN');
  const when = day === new Date().toLocaleDateString('vi-VN') ? hour(new Date(copy.at)) : `${hour(new Date(copy.at))}, ${day}`;
  bar.innerHTML = `<p>${icon('warning')} ${say('Máy này còn giữ chữ gõ lúc %(when)s chưa lưu lên tòa soạn.', { when })}</p><button type="button" class="button button-small" data-take>${gettext('Lấy lại chữ đó')}</button><button type="button" class="button button-small button-secondary" data-drop>${gettext('Bỏ')}</button>`;
  bar.addEventListener('click', (event) => {
    if (event.target.closest('[data-drop]')) {
      localStorage.removeItem(key());
      bar.remove();
    }
    if (event.target.closest('[data-take]')) {
      takeBack(copy).catch((error) => { bar.querySelector('p').textContent = `${gettext('Chưa lấy lại được, chữ vẫn còn trên máy này.')} ${error.message}`; });
    }
  });
  form.before(bar);
};

if (form) {
  const copy = JSON.parse(localStorage.getItem(key()) ?? 'null');
  if (copy) {
    const data = new FormData();
    copy.fields.forEach(([name, value]) => data.append(name, value));
    form.addEventListener('w-unsaved:watch-edits', () => {
      if (digest(data) === digest()) localStorage.removeItem(key());
    }, { once: true });
    offer(copy);
  }
  setInterval(keep, 2000);
  window.addEventListener('pagehide', keep);
  form.addEventListener('w-autosave:error', keep);
  form.addEventListener('w-autosave:success', () => localStorage.removeItem(key()));
}
