// The page around looks whether the frame in here answers, and cannot hear it.
addEventListener('message', ({ source, data }) => {
  if (source === frames[0] && data?.ns === 'iam-playground') parent.postMessage(data, '*');
});
