// The session ended while somebody was writing: the password is asked for over the text, and saving goes on.
import { facts, gettext, head, sheet, token } from './page.js';

const renewTokens = (fresh) => {
  document.querySelectorAll('input[name=csrfmiddlewaretoken]').forEach((input) => { input.value = fresh; });
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = fresh;
};

// A login in another tab, or cookies that were cleared, leave this page with tokens that nobody takes: it gets new ones.
export const whoIsSignedIn = async () => {
  try {
    const answer = await (await fetch(facts.reauthenticate, { headers: { Accept: 'application/json' } })).json();
    renewTokens(answer.token);
    return answer.user;
  } catch {
    return facts.user; // no line: not a matter of passwords
  }
};

let open = null;

const ask = () => new Promise((done) => {
  const dialog = sheet(`${head(gettext('Nhập mật khẩu để viết tiếp'))}
    <form class="nr-dlg" method="dialog">
      <p>${gettext('Phiên làm việc đã hết. Chữ bạn gõ còn nguyên trên màn hình; nhập mật khẩu thì bài lưu tiếp.')}</p>
      <p class="nr-note nr-note--stop" role="alert" hidden></p>
      <div><label class="nr-l" for="nr-password">${gettext('Mật khẩu')}</label><input id="nr-password" type="password" autocomplete="current-password" required></div>
      <div data-nr-code hidden><label class="nr-l" for="nr-code">${gettext('Mã xác thực')}</label><input id="nr-code" type="text" inputmode="numeric" autocomplete="one-time-code"></div>
      <div class="nr-dlg__act"><button type="button" class="button button-secondary" data-nr-close>${gettext('Để sau')}</button><button class="button" type="submit">${gettext('Viết tiếp')}</button></div>
    </form>`);
  dialog.querySelector('#nr-password').focus();
  dialog.addEventListener('close', () => done(dialog.returnValue === 'signed-in'));
  dialog.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const data = new FormData();
    data.set('csrfmiddlewaretoken', token());
    data.set('user', facts.user);
    data.set('password', dialog.querySelector('#nr-password').value);
    data.set('code', dialog.querySelector('#nr-code').value);
    let answer = {};
    let ok = false;
    try {
      const response = await fetch(facts.reauthenticate, { method: 'POST', body: data, headers: { Accept: 'application/json' } });
      ok = response.ok;
      answer = await response.json();
    } catch {
      answer = { error: gettext('Mất mạng. Chữ của bạn còn nguyên; thử lại khi có mạng.') };
    }
    if (ok) {
      renewTokens(answer.token);
      dialog.close('signed-in');
      return;
    }
    const note = dialog.querySelector('[role=alert]');
    note.textContent = answer.error;
    note.hidden = false;
    if (answer.needs_code) {
      dialog.querySelector('[data-nr-code]').hidden = false;
      dialog.querySelector('#nr-code').focus();
    }
  });
});

// True once the same person is signed in again. Two failed saves ask once.
export const askForPassword = () => {
  open ??= ask().finally(() => { open = null; });
  return open;
};
