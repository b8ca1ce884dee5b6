// Words pasted from Word, Zalo or a web page come into a rich text field as paragraphs and lists, without dress.
const INLINE = { B: 'b', STRONG: 'b', I: 'i', EM: 'i', SUP: 'sup', SUB: 'sub', A: 'a' };
const BLOCKS = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'BLOCKQUOTE', 'SECTION', 'ARTICLE', 'TR', 'PRE', 'DD', 'DT']);
const SILENT = new Set(['STYLE', 'SCRIPT', 'META', 'LINK', 'TITLE', 'HEAD', 'O:P', 'XML', 'SVG', 'IMG', 'NOSCRIPT', 'TEMPLATE']);
const INVISIBLE = /[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const ORDERED = /^\s*(\d+|[a-zđ]|[ivx]+)[.)]\s*/i;
const BULLET = /^\s*[·•‣▪◦o§\-–*\uf0b7]\s+|^\s*[·•‣▪◦§\uf0b7]/;

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const clean = (text) => text.normalize('NFC').replace(INVISIBLE, '').replace(/[\s\u00a0]+/g, ' ');

const wordsOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return escape(clean(node.data));
  if (node.nodeType !== Node.ELEMENT_NODE || SILENT.has(node.tagName)) return '';
  // Word writes a list's own sign as text that it asks others to ignore.
  if (/mso-list:\s*ignore/i.test(node.getAttribute('style') ?? '')) return '';
  if (node.tagName === 'BR') return '\n';
  const inner = [...node.childNodes].map(wordsOf).join('');
  let tag = INLINE[node.tagName];
  const style = node.getAttribute('style') ?? '';
  if (!tag && /font-weight:\s*(bold|[6-9]00)/i.test(style)) tag = 'b';
  if (!tag && /font-style:\s*italic/i.test(style)) tag = 'i';
  if (node.tagName === 'B' && /font-weight:\s*normal/i.test(style)) tag = null; // Google Docs wraps all in such a <b>
  if (!tag || !inner.trim()) return inner;
  if (tag === 'a') {
    const address = node.getAttribute('href') ?? '';
    return /^(https?:|mailto:|tel:)/i.test(address) ? `<a href="${escape(address).replace(/"/g, '&quot;')}">${inner}</a>` : inner;
  }
  return `<${tag}>${inner}</${tag}>`;
};

const hasBlocks = (node) => [...node.children].some((child) => BLOCKS.has(child.tagName) || ['UL', 'OL', 'TABLE', 'TBODY'].includes(child.tagName) || hasBlocks(child));

const linesOf = (node, lines = []) => {
  let loose = '';
  const flush = () => {
    loose.split('\n').forEach((line) => { if (line.trim()) lines.push({ tag: 'p', html: line.trim() }); });
    loose = '';
  };
  [...node.childNodes].forEach((child) => {
    const tag = child.tagName;
    if (tag === 'UL' || tag === 'OL') {
      flush();
      child.querySelectorAll('li').forEach((item) => {
        const own = [...item.childNodes].filter((part) => !['UL', 'OL'].includes(part.tagName)).map(wordsOf).join('').replace(/\n/g, ' ').trim();
        if (own) lines.push({ tag: tag.toLowerCase(), html: own });
      });
    } else if (child.nodeType === Node.ELEMENT_NODE && !SILENT.has(tag) && hasBlocks(child)) {
      flush();
      linesOf(child, lines);
    } else if (BLOCKS.has(tag)) {
      flush();
      const sign = /mso-list:/i.test(child.getAttribute('style') ?? '') || /MsoListParagraph/i.test(child.className);
      const mark = child.querySelector('[style*="mso-list"]')?.textContent ?? '';
      const html = wordsOf(child);
      if (sign && html.trim()) {
        const isNumbered = ORDERED.test(mark || child.textContent);
        lines.push({ tag: isNumbered ? 'ol' : 'ul', html: html.replace(/\n/g, ' ').trim().replace(mark ? /^$/ : (isNumbered ? ORDERED : BULLET), '') });
      } else {
        loose += html;
        flush();
      }
    } else {
      loose += wordsOf(child);
    }
  });
  flush();
  return lines;
};

export const tidy = (html) => {
  const page = new DOMParser().parseFromString(html.replace(/<!--[\s\S]*?-->/g, ''), 'text/html');
  const out = [];
  linesOf(page.body).forEach(({ tag, html: line }) => {
    const last = out[out.length - 1];
    if (tag === 'p') out.push(`<p>${line}</p>`);
    else if (last?.list === tag) last.items.push(line);
    else out.push({ list: tag, items: [line], toString() { return `<${tag}>${this.items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`; } });
  });
  return out.join('');
};

const plain = (text) => text.normalize('NFC').replace(INVISIBLE, '').replace(/\r\n?/g, '\n').replace(/\n{2,}/g, '\n').trim();

document.addEventListener('paste', (event) => {
  const field = event.target.closest?.('.public-DraftEditor-content');
  if (!field || !event.isTrusted && event.nrTidied) return;
  const html = event.clipboardData.getData('text/html');
  const text = event.clipboardData.getData('text/plain');
  // Copied inside this editor: Draftail knows its own blocks.
  if (event.clipboardData.files.length || /data-editor=|data-draftail|draftail/i.test(html) || (!html && !text)) return;
  const tidied = html ? tidy(html) : '';
  const data = new DataTransfer();
  if (tidied) data.setData('text/html', tidied);
  data.setData('text/plain', plain(text));
  event.preventDefault();
  event.stopImmediatePropagation();
  const again = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
  again.nrTidied = true;
  event.target.dispatchEvent(again);
}, { capture: true });
