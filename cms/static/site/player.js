// Film and sound play without this file, in the browser's own player. With it a film follows the reader's line,
// nothing is fetched before play, and an address may open a minute: #tep-{asset}-{second}.
const HLS = 'application/vnd.apple.mpegurl';
const FIRST_GOOD_CHROMIUM = 142; // Android's own HLS before it knew no separate sound.

for (const film of document.querySelectorAll('.film')) prepareFilm(film);
for (const sound of document.querySelectorAll('.audio')) prepareSound(sound);
addEventListener('hashchange', openMinute);
openMinute();

function prepareFilm(film) {
  const video = film.querySelector('video');
  const button = film.querySelector('button.play');
  video.controls = false;
  button.hidden = false;
  film.playFrom = async (second) => {
    button.hidden = true;
    video.controls = true;
    video.focus();
    if (!film.started) {
      film.started = true;
      await adapt(video, film.dataset);
    }
    if (second !== undefined) video.currentTime = second;
    await video.play().catch(() => { /* the browser asks for a press of its own: its controls are there */ });
  };
  button.addEventListener('click', () => film.playFrom());
}

/** Gives the video its adaptive address, by the browser's own means or, where it has none, by hls.js. */
async function adapt(video, { hls, script }) {
  if (!hls) return;
  const chromium = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
  const grows = hls.includes('/growing/'); // still being made: Chromium's own HLS stops when the playlist is longer
  if (video.canPlayType(HLS) && !(chromium && (grows || Number(chromium[1]) < FIRST_GOOD_CHROMIUM))) {
    const own = [...video.querySelectorAll('track')];
    video.src = hls;
    // Where the address itself carries the captions, ours would stand there twice.
    video.addEventListener('loadedmetadata', () => {
      if (video.textTracks.length > own.length) own.forEach((track) => track.remove());
    }, { once: true });
    return;
  }
  const { default: Hls } = await import(script).catch(() => ({ default: null }));
  if (!Hls?.isSupported()) return;
  const player = new Hls({ enableWebVTT: false, enableWorker: false });
  player.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    player.destroy();
    video.load(); // the plain file listed in the page
    video.play().catch(() => {});
  });
  player.loadSource(hls);
  player.attachMedia(video);
}

function prepareSound(sound) {
  const audio = sound.querySelector('audio');
  const button = sound.querySelector('.audio__btn');
  const wave = sound.querySelector('.audio__wave');
  const [passed] = sound.querySelectorAll('.audio__t span');
  const seek = sound.querySelector('.audio__seek');
  const length = Number(sound.dataset.duration);
  audio.hidden = true;
  for (const part of sound.querySelectorAll('[data-upgraded]')) part.hidden = false;
  sound.playFrom = (second) => {
    if (second !== undefined) audio.currentTime = second;
    audio.play().catch(() => { /* a press on the button starts it */ });
  };
  button.addEventListener('click', () => (audio.paused ? audio.play() : audio.pause()));
  seek.addEventListener('input', () => { audio.currentTime = Number(seek.value); });
  const show = () => {
    const at = audio.currentTime;
    passed.textContent = clock(at);
    seek.value = String(Math.floor(at));
    seek.setAttribute('aria-valuetext', `${clock(at)} / ${clock(length)}`);
    wave?.style.setProperty('--played', `${length ? (100 * at) / length : 0}%`);
  };
  audio.addEventListener('timeupdate', show);
  audio.addEventListener('seeking', show);
  for (const event of ['play', 'pause', 'ended']) {
    audio.addEventListener(event, () => {
      sound.classList.toggle('is-playing', !audio.paused);
      button.setAttribute('aria-label', audio.paused ? button.dataset.play : button.dataset.pause);
    });
  }
}

function clock(seconds) {
  const whole = Math.floor(seconds);
  const pair = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  return `${hours ? `${hours}:` : ''}${pair(Math.floor((whole % 3600) / 60))}:${pair(whole % 60)}`;
}

function openMinute() {
  const address = /^#(tep-\d+)-(\d+)$/.exec(location.hash);
  const player = address && document.getElementById(address[1]);
  if (!player?.playFrom) return;
  player.scrollIntoView({ block: 'center' });
  player.playFrom(Number(address[2]));
}
