// Starts the service worker that keeps the site for use without a network, and tells the app when a
// newer version is ready. Only built sites have one; `start.js` passes its address.

/** The one address that may become a script: the build wrote it into the page. */
function trusted(address) {
  const policy = globalThis.trustedTypes?.createPolicy('iam-playground', {
    createScriptURL: (text) => text,
  });
  return policy?.createScriptURL(address) ?? address;
}

/** Called with a function that loads the page anew. */
function offer(load) {
  addEventListener('load-new-version', load, { once: true });
  dispatchEvent(new Event('new-version'));
}

/** Offers a version that waits for the pages of the old one to close. */
function offerWaiting(worker) {
  offer(() => worker.postMessage('take-over'));
}

function watch(installing) {
  installing?.addEventListener('statechange', () => {
    const isFirst = !navigator.serviceWorker.controller;
    if (installing.state === 'installed' && !isFirst) offerWaiting(installing);
  });
}

export default async function startOffline(address) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || !address) return;
  try {
    const wasControlled = Boolean(serviceWorker.controller);
    const options = { updateViaCache: 'none' };
    const registration = await serviceWorker.register(trusted(address), options);
    if (registration.waiting) offerWaiting(registration.waiting);
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    let asked = false;
    addEventListener('load-new-version', () => {
      asked = true;
    });
    serviceWorker.addEventListener('controllerchange', () => {
      if (asked) location.reload();
      // Another tab asked: this one goes on with what it has until it is told to.
      else if (wasControlled) offer(() => location.reload());
    });
  } catch {
    // Private windows and frames without an origin keep nothing; the page works all the same.
  }
}
