// Says whether each frame of the page has said hello, needs a height, and has given an answer.

const heard = new Map();

function judge() {
  const line = document.querySelector('.check');
  if (!line) return;
  const wanted = Number(line.dataset.frames);
  const whole = [...heard.values()].filter((types) =>
    ['ready', 'resize', 'result'].every((type) => types.has(type)),
  );
  line.textContent = whole.length === wanted ? `passed: ${wanted} of ${wanted} frames answered` : 'waiting';
  line.dataset.passed = String(whole.length === wanted);
}

addEventListener('message', ({ source, data }) => {
  const isFrame = [...document.querySelectorAll('iframe')].some((frame) => frame.contentWindow === source);
  if (!isFrame || data?.ns !== 'iam-playground' || data.v !== 1) return;
  heard.set(source, (heard.get(source) ?? new Set()).add(data.type));
  judge();
});
addEventListener('DOMContentLoaded', judge);
