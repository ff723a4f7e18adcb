import { ipcRenderer } from 'electron';

/** Hands the page its port to the desk process, when it asks and whenever there is a new one. Nothing else passes here. */
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'desk-port:wanted') ipcRenderer.send('desk-port:wanted');
});
ipcRenderer.on('desk-port', ({ ports }) => window.postMessage('desk-port', window.location.origin, [...ports]));
