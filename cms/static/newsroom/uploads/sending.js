// One file to the server by tus 1.0, in parts that carry their checksum. It outlives reloads, lost networks and restarts.
import { facts, token } from '../editor/page.js';
import { askForPassword, whoIsSignedIn } from '../editor/reauthenticate.js';

const SECONDS_A_PART = 4;
const SMALLEST = 512 * 1024;
const LARGEST = 16 * 1024 * 1024;
const DELAYS = [0, 1000, 3000, 5000, 10000];
const NEXT_TRY = 10_000; // after those, for as long as the page is open
const TO_THINK = 60_000; // before a person who would not sign in is asked once more
const WORTH_ANOTHER_TRY = [409, 423, 460, 500, 502, 503, 504];
const BEYOND_MENDING = [400, 413, 415]; // the same file meets the same answer

let library = null;
const tus = async () => {
  library ??= import('../vendor/tus.min.js');
  await library;
  return window.tus;
};

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

const read = (response) => {
  try { return JSON.parse(response.getBody()); } catch { return {}; }
};

const fingerprint = async (file) => ['nr', facts.user, file.name, file.size, file.lastModified].join('/');

// `tell`: { begun(address), moved(sent), waiting(), whole(address), refused(sentence, for good) }. Returns { go(), stop() }.
export const send = async (file, metadata, tell) => {
  const { Upload } = await tus();
  let upload = null;
  let timer = null;
  let partBegan = 0;
  let stopped = false;

  const go = () => {
    clearTimeout(timer);
    if (!stopped) upload.start();
  };

  const checksum = async (request) => {
    const offset = Number(request.getHeader('Upload-Offset'));
    // Not there on a plain http address: the parts then travel without.
    if (!window.crypto?.subtle) return;
    const part = await file.slice(offset, Math.min(offset + upload.options.chunkSize, file.size)).arrayBuffer();
    request.setHeader('Upload-Checksum', `sha256 ${base64(await crypto.subtle.digest('SHA-256', part))}`);
  };

  upload = new Upload(file, {
    endpoint: facts.uploads,
    metadata: { filename: file.name, filetype: file.type, ...metadata },
    fingerprint,
    chunkSize: SMALLEST,
    retryDelays: DELAYS,
    removeFingerprintOnSuccess: true,
    async onBeforeRequest(request) {
      request.setHeader('X-CSRFToken', token());
      request.setHeader('X-Requested-With', 'XMLHttpRequest');
      request.setHeader('Accept', 'application/json');
      if (request.getMethod() !== 'PATCH') return;
      await checksum(request);
      partBegan = performance.now();
    },
    // Signed out, or a token gone stale: the library would give the upload up and begin another.
    async onAfterResponse(_request, response) {
      if (response.getStatus() !== 403 || read(response).error) return;
      const admitted = (await whoIsSignedIn()) === facts.user || (await askForPassword());
      if (!admitted) await pause(TO_THINK);
      throw new Error('signed out');
    },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      return !status || WORTH_ANOTHER_TRY.includes(status);
    },
    onUploadUrlAvailable: () => tell.begun(upload.url),
    onProgress: (sent) => tell.moved(sent),
    onChunkComplete(length) {
      const speed = length / Math.max(0.05, (performance.now() - partBegan) / 1000);
      upload.options.chunkSize = Math.round(Math.min(LARGEST, Math.max(SMALLEST, speed * SECONDS_A_PART)));
    },
    onSuccess: () => tell.whole(upload.url),
    onError(error) {
      const status = error.originalResponse?.getStatus() ?? 0;
      const answer = status ? read(error.originalResponse) : {};
      if (answer.error && !WORTH_ANOTHER_TRY.includes(status)) tell.refused(answer.error, BEYOND_MENDING.includes(status));
      else {
        tell.waiting();
        timer = setTimeout(go, NEXT_TRY);
      }
    },
  });
  const [before] = await upload.findPreviousUploads();
  if (before) upload.resumeFromPreviousUpload(before);
  window.addEventListener('online', () => { if (timer) go(); });
  go();
  return {
    go,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await upload.abort(true).catch(() => {}); // nobody comes back for it: the server forgets it by itself
    },
  };
};
