// Thêm ảnh: many pictures at once from the phone, each sent by itself, then put at the end of the story.
import { facts, form, gettext, head, icon, say, sheet, token } from './page.js';
import { askForPassword } from './reauthenticate.js';
import { pace, share, wait } from '../uploads/words.js';

const AT_ONCE = 2;
const CREDIT = 'nr-nguon-anh';

const card = (file) => {
  const item = document.createElement('li');
  item.className = 'nr-upload';
  item.innerHTML = `<img alt="" src="${/^image\/(jpe?g|png|webp|gif|avif)$/.test(file.type) ? URL.createObjectURL(file) : 'data:,'}"><div><b></b><div class="nr-meta"></div></div><progress max="100" value="0"></progress>`;
  item.querySelector('b').textContent = file.name;
  item.querySelector('progress').setAttribute('aria-label', say('Tải lên %(name)s', { name: file.name }));
  document.querySelector('[data-nr-photo-cards]').append(item);
  return item;
};

const send = (file, item, credit) => new Promise((done) => {
  const request = new XMLHttpRequest();
  const started = Date.now();
  const words = item.querySelector('.nr-meta');
  const fail = (text) => {
    item.classList.add('nr-upload--failed');
    item.querySelector('progress')?.remove();
    words.innerHTML = `${icon('warning')} <span role="alert"></span>`;
    words.querySelector('span').textContent = text;
    item.querySelector('.nr-upload__act')?.remove();
    item.insertAdjacentHTML('beforeend', `<div class="nr-upload__act"><button type="button" class="button button-small" data-again>${gettext('Tải lại')}</button> <button type="button" class="button button-small button-secondary" data-drop>${gettext('Bỏ')}</button></div>`);
    done(null);
  };
  let told = 0;
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    if (Date.now() - told < 500 && loaded < total) return;
    told = Date.now();
    const speed = loaded / Math.max(0.2, (told - started) / 1000);
    item.querySelector('progress').value = Math.round((loaded / total) * 100);
    words.textContent = loaded < total
      ? [share(loaded, total), pace(speed), wait((total - loaded) / speed)].join(' · ')
      : gettext('Đang xem ảnh…');
  });
  request.addEventListener('load', async () => {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* a page of the login form, or of an error */ }
    if (request.status === 201) done(answer);
    else if (answer.error) fail(answer.error);
    else if (request.responseURL.includes('/tai-khoan/') && (await askForPassword())) done(await send(file, item, credit));
    else fail(gettext('Máy chủ chưa nhận được ảnh. Ảnh vẫn còn trong máy bạn; tải lại.'));
  });
  request.addEventListener('error', () => fail(gettext('Mất mạng giữa chừng. Ảnh vẫn còn trong máy bạn; tải lại.')));
  const data = new FormData();
  data.set('csrfmiddlewaretoken', token());
  data.set('file', file);
  data.set('credit', credit);
  request.open('POST', facts.photos);
  request.setRequestHeader('Accept', 'application/json');
  request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
  request.send(data);
});

// Asked once for all: whose pictures, and as how many blocks. Resolves with null when the person turns back.
const ask = (count) => new Promise((done) => {
  const several = count > 1 ? `<fieldset><legend>${gettext('Đặt vào bài')}</legend>
      <label class="nr-opt"><input type="radio" name="as" value="picture" checked><span><b>${gettext('Mỗi ảnh một khối')}</b>${gettext('Dời từng ảnh đến chỗ của nó trong bài.')}</span></label>
      <label class="nr-opt"><input type="radio" name="as" value="gallery"><span><b>${gettext('Một khối nhiều ảnh')}</b>${gettext('Các ảnh đi cùng nhau, một nguồn chung.')}</span></label></fieldset>` : '';
  const dialog = sheet(`${head(say('Thêm %(count)s ảnh', { count }))}<form class="nr-dlg" method="dialog">
    <div><label class="nr-l" for="nr-credit">${gettext('Nguồn ảnh (dùng cho ảnh chưa ghi nguồn)')}</label><input id="nr-credit" type="text" maxlength="160"></div>${several}
    <div class="nr-dlg__act"><button type="button" class="button button-secondary" data-nr-close>${gettext('Không thêm')}</button><button class="button" value="add">${gettext('Thêm vào cuối bài')}</button></div></form>`);
  const credit = dialog.querySelector('#nr-credit');
  credit.value = localStorage.getItem(CREDIT) ?? '';
  credit.focus();
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'add') { done(null); return; }
    localStorage.setItem(CREDIT, credit.value.trim());
    done({ credit: credit.value.trim(), as: dialog.querySelector('[name=as]:checked')?.value ?? 'picture' });
  });
});

const image = ({ id, title, edit_url, preview, alt }) => ({ id, title, edit_url, preview, default_alt_text: alt });

const insert = (photos, { credit, as }) => {
  const body = document.getElementById('body-root').rootBlock;
  const at = () => body.children.length;
  if (as === 'gallery' && photos.length > 1) {
    const pictures = photos.map((photo) => ({ id: crypto.randomUUID?.() ?? null, value: { image: image(photo), caption: photo.caption, credit: photo.credit === credit ? '' : photo.credit, alt: photo.alt } }));
    body.insert({ type: 'gallery', value: { credit, pictures }, id: null }, at(), { animate: false });
  } else {
    photos.forEach((photo) => body.insert({ type: 'picture', value: { image: image(photo), caption: photo.caption, credit: photo.credit || credit, alt: photo.alt, crop: [] }, id: null }, at(), { animate: false }));
  }
  body.children[body.children.length - 1].element.scrollIntoView({ block: 'center' });
};

const state = (going) => {
  const place = document.querySelector('[data-nr-files]');
  if (!place) return;
  place.hidden = !going;
  place.innerHTML = going ? `${icon('upload')} ${say('%(count)s ảnh đang tải', { count: `<b>${going}</b>` })}` : '';
};

const bringIn = async (files, answer) => {
  const queue = files.map((file) => ({ file, item: card(file) }));
  const arrived = [];
  let going = queue.length;
  state(going);
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { file, item } = next;
      const place = files.indexOf(file);
      const photo = await send(file, item, answer.credit); // eslint-disable-line no-await-in-loop
      going -= 1;
      state(going);
      if (photo) { arrived[place] = photo; item.remove(); } else {
        item.addEventListener('click', (event) => {
          if (event.target.closest('[data-again]')) { item.remove(); bringIn([file], { ...answer, as: 'picture' }); }
          if (event.target.closest('[data-drop]')) item.remove();
        });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (arrived.filter(Boolean).length) insert(arrived.filter(Boolean), answer);
};

if (form && document.querySelector('[data-nr-photo-cards]')) {
  const picker = Object.assign(document.createElement('input'), { type: 'file', multiple: true, accept: 'image/*,.heic,.heif,.avif', hidden: true });
  picker.setAttribute('aria-hidden', 'true');
  document.body.append(picker);
  document.addEventListener('click', (event) => { if (event.target.closest('[data-nr-photos]')) { event.preventDefault(); picker.click(); } });
  picker.addEventListener('change', async () => {
    const files = [...picker.files];
    picker.value = '';
    if (!files.length) return;
    const answer = await ask(files.length);
    if (answer) bringIn(files, answer);
  });
}
