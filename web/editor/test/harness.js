// Sets properties before the element is defined, as a framework does, then loads the editor.

const editor = document.querySelector('json-editor');
Object.assign(editor, window.initial);

window.editor = editor;
window.events = [];
for (const type of ['change', 'cursor', 'fix', 'blur', 'notice']) {
  document.addEventListener(`editor-${type}`, (event) => {
    if (type === 'fix' && window.takeOverFixes) event.preventDefault();
    window.events.push({ type, ...event.detail });
  });
}
window.violations = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  window.violations.push(`${violatedDirective} ${blockedURI}`);
});

await import('./json-editor.js');
window.ready = true;
