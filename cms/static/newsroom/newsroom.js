// Names that Wagtail's own screens leave out, and the keys j and k. Loaded on every screen of the newsroom.
(() => {
  const named = (element) => element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby');
  const textOf = (element) => (element ? element.textContent.trim().replace(/\s+/g, ' ') : '');

  // [what to look for, what to do with each]: run once for what is there, then for what is added.
  const gaps = [
    // A rich text field and a field of tags have no name: they take the one of their block, panel or row.
    ['.public-DraftEditor-content, .ui-autocomplete-input', (field) => {
      const heading = field.closest('[data-contentpath]')?.querySelector('label')
        ?? field.closest('.w-panel')?.querySelector('[data-panel-heading-text], .w-panel__heading, label')
        ?? field.closest('.w-field__wrapper')?.querySelector('label');
      if (!named(field) && heading) field.setAttribute('aria-label', textOf(heading).replace(/\s*\*$/, ''));
    }],
    // Two blocks of one type would be landmarks of one name: a block is a group, not a landmark.
    ['section.w-panel--nested', (block) => block.setAttribute('role', 'group')],
    // Who else is here: the button holds a picture only.
    ['button.w-editing-sessions__session', (button) => {
      // The tooltip takes the words out of the button as soon as it stands there.
      const words = textOf(button.querySelector('.w-editing-sessions__popup') ?? button._tippy?.props.content);
      if (!named(button) && words) button.setAttribute('aria-label', words);
    }],
    // The choosers' window takes its name from its heading, which arrives later than the window.
    ['.modal[role=dialog]', (dialog) => {
      const heading = dialog.querySelector('h1, h2');
      if (heading) dialog.setAttribute('aria-label', textOf(heading));
      else if (!named(dialog)) dialog.setAttribute('aria-label', gettext('Chọn'));
    }],
    ['.modal[role=dialog] :is(h1, h2)', (heading) => heading.closest('.modal').setAttribute('aria-label', textOf(heading))],
  ];

  const mend = (root) => {
    gaps.forEach(([selector, fix]) => {
      if (root.matches(selector)) fix(root);
      root.querySelectorAll(selector).forEach(fix);
    });
  };

  const rows = () => [...document.querySelectorAll('.nr-row__t a, .nr-list__t a')];
  const isTyping = (target) => target.closest('input, textarea, select, [contenteditable=true], [role=dialog]');

  const step = (by) => {
    const links = rows();
    const at = links.indexOf(document.activeElement);
    const next = links[Math.min(links.length - 1, Math.max(0, at < 0 && by < 0 ? 0 : at + by))];
    document.querySelectorAll('.is-here').forEach((row) => row.classList.remove('is-here'));
    if (!next) return;
    next.closest('li, tr').classList.add('is-here');
    next.focus();
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === 'j') step(1);
    if (event.key === 'k') step(-1);
  });

  document.addEventListener('DOMContentLoaded', () => {
    mend(document.body);
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
      if (node.nodeType === Node.ELEMENT_NODE) mend(node);
    }))).observe(document.body, { childList: true, subtree: true });
  });
})();
