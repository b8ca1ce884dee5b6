// Soạn bài and the screens about one story. Each module minds one thing and finds out itself whether it is needed here.
import './editor/dialogs.js';
import './editor/differences.js';
import './editor/save.js';
import './editor/backup.js';
import './editor/count.js';
import './editor/paste.js';
import './editor/photos.js';
import './editor/media.js';
