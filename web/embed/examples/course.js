// A course that records what happens in the frame, as Moodle or H5P would. It keeps its statements
// on the page; a real one sends them to its own store.

const exercise = document.querySelector('#exercise');
const records = document.querySelector('#records');
const verb = (name) => ({ id: `http://adlnet.gov/expapi/verbs/${name}`, display: { en: name } });
const activity = { id: new URL('#exercise', location.href).href };
const actor = { account: { homePage: location.origin, name: 'student' } };

// The one line that makes an xAPI statement of a result.
const statement = ({ detail: { verdict, testsPassed: raw, testsTotal: max } }) => ({ actor, verb: verb('answered'), object: activity, result: { success: verdict === 'denied', response: verdict, score: { raw, min: 0, max, scaled: max ? raw / max : 0 } } });

const record = (made) => {
  const line = document.createElement('li');
  line.append(Object.assign(document.createElement('code'), { textContent: JSON.stringify(made) }));
  records.append(line);
};

exercise.addEventListener('ready', () => record({ actor, verb: verb('initialized'), object: activity }));
exercise.addEventListener('result', (event) => record(statement(event)));
document.querySelector('#again').addEventListener('click', () => exercise.reset());
document.querySelector('#hand-in').addEventListener('click', async () => {
  const link = await exercise.getState();
  document.querySelector('#handed-in').textContent = `handed in: ${link.length} characters`;
  document.querySelector('#handed-in').dataset.link = link;
});
