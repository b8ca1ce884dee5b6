// The dialogs of a story's verbs: links that open as sheets. Without this file they are pages, and work as well.
import { form, gettext, sheet } from './page.js';
import { flush } from './save.js';
import { askForPassword } from './reauthenticate.js';

const OVER = { 'X-Requested-With': 'XMLHttpRequest' };

const isSignedOut = (response) => response.redirected || response.status === 401;

const fetchAgain = async (url, options) => {
  const response = await fetch(url, { ...options, headers: OVER });
  if (isSignedOut(response) && (await askForPassword())) return fetch(url, { ...options, headers: OVER });
  return response;
};

const note = (dialog, text) => {
  const place = dialog.querySelector('[data-nr-refusal]') ?? Object.assign(document.createElement('p'), { className: 'nr-note nr-note--stop' });
  place.setAttribute('role', 'alert');
  place.dataset.nrRefusal = '';
  place.textContent = text;
  dialog.querySelector('.nr-dlg').prepend(place);
};

const leave = (address) => {
  window.addEventListener('w-unsaved:confirm', (event) => event.preventDefault());
  window.location.assign(address);
};

const submit = async (dialog, event) => {
  event.preventDefault();
  const asked = event.target;
  const button = event.submitter;
  if (button) button.disabled = true;
  try {
    const response = await fetchAgain(asked.action, { method: 'POST', body: new FormData(asked) });
    if (response.headers.get('Content-Type')?.includes('json')) {
      leave((await response.json()).redirect);
      return;
    }
    if (response.status >= 500 || isSignedOut(response)) throw new Error(response.status);
    dialog.innerHTML = await response.text();
    dialog.querySelector('[data-nr-refusal], [role=alert]')?.focus();
    return;
  } catch {
    note(dialog, gettext('Chưa gửi được. Những gì bạn điền còn nguyên; thử lại.'));
  }
  if (button) button.disabled = false;
};

const goTo = (name) => {
  const field = form?.querySelector(`#id_${name}, #${name}, [id^="id_${name}-"]`);
  if (!field) return;
  const panel = field.closest('[role=tabpanel]');
  if (panel?.hidden) document.querySelector(`[role=tab][aria-controls="${panel.id}"], [role=tab][href="#${panel.id}"]`)?.click();
  setTimeout(() => {
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: 'center' });
  }, 50);
};

const open = async (link) => {
  link.setAttribute('aria-busy', 'true');
  try {
    if (!(await flush())) return; // the save state in the bar says what is wrong
    const response = await fetchAgain(link.href, {});
    if (!response.ok && response.status !== 409) {
      window.location.assign(link.href);
      return;
    }
    const dialog = sheet(await response.text());
    dialog.querySelector('h2').tabIndex = -1;
    dialog.querySelector('h2').focus();
    dialog.addEventListener('submit', (event) => { if (event.target.matches('[data-nr-dialog-form]')) submit(dialog, event); });
    dialog.addEventListener('click', (event) => {
      const go = event.target.closest('[data-nr-go]');
      const phrase = event.target.closest('[data-nr-phrase]');
      if (go && form) {
        event.preventDefault();
        dialog.close();
        goTo(go.dataset.nrGo);
      }
      if (phrase) {
        const field = dialog.querySelector(`#${phrase.dataset.nrInto}`);
        field.value = [field.value.trim(), `${phrase.dataset.nrPhrase}. `].filter(Boolean).join(' ');
        field.focus();
      }
    });
  } finally {
    link.removeAttribute('aria-busy');
  }
};

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-nr-dialog]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    link.closest('dialog')?.close();
    open(link);
  }
  if (event.target.closest('[aria-disabled=true][data-nr-refused]')) event.preventDefault();
});

// A story that was never saved has no dialog yet: the first save makes it, then the step opens.
document.addEventListener('click', async (event) => {
  if (!event.target.closest('[data-nr-first-save]')) return;
  event.preventDefault();
  document.activeElement?.blur();
  if (await flush({ always: true })) document.querySelector('a[data-nr-main]')?.click();
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
  const main = document.querySelector('a[data-nr-main], [data-nr-first-save]');
  if (main) {
    event.preventDefault();
    main.click();
  }
}, { capture: true });
