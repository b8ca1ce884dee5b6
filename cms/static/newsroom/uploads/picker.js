// The phone's own picker; behind any button with `data-nr-media` too.
export const picker = (accept, taken, { several = true } = {}) => {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: several, accept, hidden: true });
  input.setAttribute('aria-hidden', 'true');
  document.body.append(input);
  input.addEventListener('change', () => {
    const files = [...input.files];
    input.value = '';
    if (files.length) taken(files);
  });
  return () => input.click();
};

export const onPick = (accept, taken) => {
  const open = picker(accept, taken);
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-nr-media]')) { event.preventDefault(); open(); }
  });
  return open;
};
