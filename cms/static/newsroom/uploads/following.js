// What becomes of a file once all its bytes are on the server.
const EACH = { whole: 1200, taken: 2500 }; // milliseconds between two looks
const AT_REST = ['ready', 'rejected', 'failed', 'cancelled'];

export const look = async (address) => {
  const answer = await fetch(address, { headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' } });
  return answer.status === 404 ? null : answer.json();
};

// Calls `tell(state)` at each look, until the file is at rest or `tell` answers false; `null` when the upload is gone.
export const follow = async (address, tell) => {
  for (;;) {
    let state;
    try {
      state = await look(address); // eslint-disable-line no-await-in-loop
    } catch {
      state = undefined; // no line, or a page of another kind: the next look tells
    }
    if (state !== undefined && tell(state) === false) return;
    if (state === null || state?.state === 'refused' || AT_REST.includes(state?.asset?.state)) return;
    await new Promise((done) => { setTimeout(done, EACH[state?.state] ?? EACH.taken); }); // eslint-disable-line no-await-in-loop
  }
};
