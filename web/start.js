// Starts the app. Trunk puts the addresses of the two files into the page's head as preloads; the
// start stands in a file of its own because a strict content security policy forbids inline scripts.

const preloaded = (selector) => document.head.querySelector(selector).href;

try {
  const { default: start } = await import(preloaded('link[rel="modulepreload"]'));
  await start({ module_or_path: preloaded('link[rel="preload"][type="application/wasm"]') });
} catch (error) {
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.textContent = `IAM Playground could not start: ${error.message}. Load the page again, or use a newer browser.`;
  document.body.replaceChildren(message);
  throw error;
}
