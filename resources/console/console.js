// The status page: asks for the rack once, follows the events, and asks again when something happened.

/** Bursts of events become one question. */
const restMilliseconds = 250;
const longestEvidence = 300;

const byId = (id) => document.getElementById(id);

const call = async (name, input = {}) => {
  const answer = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
};

const cell = (text, className) => {
  const element = document.createElement('td');
  if (className) element.className = className;
  element.textContent = text;
  return element;
};

const stateOf = ({ stage, problem }) => {
  if (problem) return 'bad';
  if (['booted', 'joining', 'ready', 'sealed'].includes(stage)) return 'good';
  return stage === 'waiting' ? 'idle' : 'busy';
};

const permissionWords = { armed: 'may install once', local: 'boots its disk' };

const progressCell = ({ progress }) => {
  const element = cell('');
  if (!progress) return element;
  const bar = document.createElement('progress');
  bar.max = 100;
  bar.value = progress.percent;
  element.append(bar, ` ${progress.step} ${progress.percent} %`);
  return element;
};

const problemCell = ({ problem }) => {
  const element = cell('', 'problem');
  if (!problem) return element;
  const what = document.createElement('b');
  what.textContent = problem.what;
  element.append(what, problem.todo);
  return element;
};

const row = (blade) => {
  const element = document.createElement('tr');
  element.dataset.state = stateOf(blade);
  element.append(
    cell(blade.slot, 'code'),
    cell(blade.hostname),
    cell(blade.address, 'code'),
    cell(blade.macs.join(' '), 'code'),
    cell(permissionWords[blade.permission]),
    cell(blade.stage, 'stage'),
    progressCell(blade),
    problemCell(blade),
  );
  return element;
};

const show = ({ plan, paused, blades, sightings }) => {
  byId('plan').textContent = plan;
  const count = (state) => blades.filter((blade) => stateOf(blade) === state).length;
  byId('summary').textContent = [
    `${blades.length} blades`,
    `${count('good')} booted`,
    `${count('busy')} under way`,
    `${count('bad')} stuck`,
    sightings.length > 0 ? `${sightings.length} machines that are not in the plan` : '',
    paused ? 'paused: nothing new is written' : '',
  ]
    .filter(Boolean)
    .join(' · ');
  byId('blades').replaceChildren(...blades.map(row));
};

const showEvent = ({ at, slots, words }) => {
  const line = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date(at).toLocaleTimeString();
  const slot = document.createElement('span');
  slot.className = 'slot';
  slot.textContent = slots.length > 2 ? `${slots.length} slots` : slots.join(' ');
  line.append(time, slot, ` ${words}`);
  const list = byId('events');
  list.prepend(line);
  while (list.children.length > longestEvidence) list.lastChild.remove();
};

let asking = false;
const refresh = async () => {
  if (asking) return;
  asking = true;
  await new Promise((rested) => setTimeout(rested, restMilliseconds));
  asking = false;
  try {
    show(await call('status'));
  } catch {
    byId('summary').textContent = 'Rackstrap does not answer. Is it still running? This page goes on by itself when it is.';
  }
};

const events = new EventSource('/api/events');
events.addEventListener('message', ({ data }) => {
  showEvent(JSON.parse(data));
  void refresh();
});
events.addEventListener('error', () => void refresh());
void refresh();
