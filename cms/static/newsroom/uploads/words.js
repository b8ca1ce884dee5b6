// How sizes, speeds and waits are said.
import { say } from '../editor/page.js';

const figure = (number, digits = 1) => number.toLocaleString('vi-VN', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const unit = (bytes) => (bytes >= 1024 ** 3 ? [1024 ** 3, 'GB'] : [1024 ** 2, 'MB']);

// “2,1/5,4 MB”
export const share = (done, all) => {
  const [of, name] = unit(all);
  return `${figure(done / of)}/${figure(all / of)} ${name}`;
};

// Bytes a second → “640 KB/giây”
export const pace = (speed) => (speed >= 1024 ** 2 ? say('%(n)s MB/giây', { n: figure(speed / 1024 ** 2) }) : say('%(n)s KB/giây', { n: figure(speed / 1024, 0) }));

// Seconds → “còn khoảng 1 phút 40 giây”
export const wait = (seconds) => {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return say('còn khoảng %(n)s giây', { n: whole });
  const [minutes, rest] = [Math.floor(whole / 60), Math.round((whole % 60) / 10) * 10];
  if (minutes >= 60) return say('còn khoảng %(h)s giờ %(m)s phút', { h: Math.floor(minutes / 60), m: minutes % 60 });
  return rest % 60 ? say('còn khoảng %(m)s phút %(s)s giây', { m: minutes, s: rest }) : say('còn khoảng %(m)s phút', { m: minutes + rest / 60 });
};
