// What every module asks of the page.
export const form = document.querySelector('form[data-edit-form]');
export const facts = JSON.parse(document.getElementById('nr-editor-facts')?.textContent ?? '{}');

export const gettext = (text) => (window.gettext ? window.gettext(text) : text);

// `say('còn %(n)s ảnh', { n: 3 })`
export const say = (text, values = {}) => gettext(text).replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? '');

export const hour = (date = new Date()) => date.toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });

export const icon = (name) => `<svg class="icon icon-${name}" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;

export const token = () => document.querySelector('input[name=csrfmiddlewaretoken]')?.value ?? '';

// The form as text, without what the machine itself changes between two saves.
const OURS = /^(csrfmiddlewaretoken|next|loaded_revision_.*|overwrite_revision_id|.*-id|.*-(TOTAL|INITIAL)_FORMS)$/;
export const digest = (data = new FormData(form)) => new URLSearchParams(
  [...data].filter(([name, value]) => !OURS.test(name) && typeof value === 'string'),
).toString();

// A native dialog as a sheet; resolves with its `returnValue` when it closes. Focus goes back by itself.
export const sheet = (html) => {
  const dialog = document.createElement('dialog');
  dialog.className = 'nr-sheet';
  dialog.setAttribute('aria-labelledby', 'nr-sheet-title');
  dialog.innerHTML = html;
  document.body.append(dialog);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-nr-close]')) {
      event.preventDefault();
      dialog.close('');
    }
  });
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
  return dialog;
};

export const head = (title) => `<header class="nr-sheet__head"><h2 id="nr-sheet-title" tabindex="-1">${title}</h2><button type="button" class="nr-sheet__close" data-nr-close aria-label="${gettext('Đóng')}">${icon('cross')}</button></header>`;
