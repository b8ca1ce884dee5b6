// Suggestions while typing, as a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The form works without it.
const PAUSE = 180;

for (const input of document.querySelectorAll('input[data-suggest]')) prepare(input);

function prepare(input) {
  const list = document.createElement('ul');
  list.id = 'goi-y';
  list.className = 'suggested';
  list.role = 'listbox';
  list.hidden = true;
  list.setAttribute('aria-label', input.getAttribute('aria-label'));
  input.after(list);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' })) {
    input.setAttribute(name, value);
  }
  let waiting = 0;
  let asked = null;
  let chosen = -1;
  let typed = '';

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const choose = (place) => {
    const options = [...list.children];
    chosen = (place + options.length + 1) % (options.length + 1);
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)));
    const option = options[chosen];
    input.value = option ? option.textContent : typed;
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };

  const show = (texts) => {
    list.replaceChildren(...texts.map((text, at) => {
      const option = document.createElement('li');
      option.id = `goi-y-${at}`;
      option.role = 'option';
      option.textContent = text;
      option.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        input.value = text;
        input.form.requestSubmit();
      });
      return option;
    }));
    chosen = -1;
    list.hidden = !texts.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json())[1]);
    } catch { /* no net, or the next letter was faster: the form is there */ }
  };

  input.addEventListener('input', () => {
    typed = input.value;
    clearTimeout(waiting);
    if (typed.trim().length < 2) close();
    else waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (list.hidden || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
    event.preventDefault();
    choose(event.key === 'ArrowDown' ? chosen + 1 : chosen < 0 ? list.children.length - 1 : chosen - 1);
  });
  input.addEventListener('blur', close);
}
