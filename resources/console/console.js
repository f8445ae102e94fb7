// The status page: asks for the rack, follows its events, and asks again when something happened.

/** Bursts of events become one question. */
const restMilliseconds = 250;
/** While nobody answers. */
const retryMilliseconds = 2000;
const longestEvidence = 300;

const byId = (id) => document.getElementById(id);

/** An element with a class, and text or elements in it. */
const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};
const cell = (className, ...children) => element('td', className, ...children);

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

const call = async (name, input = {}) => {
  const answer = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw Object.assign(new Error(`${name}: ${answer.status}`), { status: answer.status });
  return answer.json();
};

const installed = ['booted', 'joining', 'ready', 'sealed'];

const stateOf = ({ stage, problem, excluded }) => {
  if (excluded) return 'out';
  if (problem) return problem.level === 'error' ? 'bad' : 'doubtful';
  if (installed.includes(stage)) return 'good';
  return stage === 'waiting' ? 'idle' : 'busy';
};

const permissionWords = { armed: 'may install once', local: 'boots its disk' };

const bar = ({ percent, step }) => {
  const made = document.createElement('progress');
  made.max = 100;
  made.value = percent;
  return element('span', 'progress', made, `${step} ${percent} %`);
};

const stageCell = ({ stage, progress, seconds }) => {
  const made = cell('stage', element('b', '', stage));
  if (progress && progress.percent < 100) made.append(bar(progress));
  else if (seconds[stage] > 0) made.append(element('small', '', `after ${seconds[stage].toFixed(1)} s`));
  return made;
};

const problemText = ({ what, todo }) => [element('b', '', what), element('span', '', todo)];

const problemCell = ({ problem, excluded }) => {
  if (excluded) return cell('problem', element('span', '', `Left out of this run: ${excluded}`));
  return problem ? cell('problem', ...problemText(problem)) : cell('problem');
};

const row = (blade) => {
  const made = element(
    'tr',
    '',
    cell('code slot', blade.slot),
    cell('code', blade.hostname),
    cell('code', blade.address),
    cell('code', ...blade.macs.map((mac) => element('div', '', mac))),
    cell('', permissionWords[blade.permission]),
    stageCell(blade),
    problemCell(blade),
  );
  made.dataset.state = stateOf(blade);
  return made;
};

const sightingRow = ({ mac, client, vendorClass, last, times }) =>
  element('tr', '', cell('code', mac), cell('', vendorClass ?? client), cell('', clock.format(last)), cell('', String(times)));

const summary = ({ blades, paused, sightings }) => {
  const count = (...states) => blades.filter((blade) => states.includes(stateOf(blade))).length;
  const parts = [
    ['', counted(blades.length, 'blade', 'blades')],
    ['good', `${count('good')} booted`],
    ['busy', `${count('busy')} under way`],
    ['bad', counted(count('bad', 'doubtful'), 'needs you', 'need you')],
  ];
  if (sightings.length > 0)
    parts.push(['', counted(sightings.length, 'machine that is not in the plan', 'machines that are not in the plan')]);
  if (paused) parts.push(['bad', 'paused: nothing new is written']);
  return parts.map(([state, text]) => {
    const part = element('span', '', text);
    if (state && !text.startsWith('0 ')) part.dataset.state = state;
    return part;
  });
};

const show = (run) => {
  const { plan, blades, sightings, problems } = run;
  document.title = `${plan} – Rackstrap`;
  byId('plan').textContent = plan;
  byId('summary').replaceChildren(...summary(run));
  byId('problems').replaceChildren(
    ...problems.map((problem) => {
      const item = element('li', '', ...problemText(problem));
      item.dataset.state = problem.level === 'error' ? 'bad' : 'doubtful';
      return item;
    }),
  );
  byId('problems').hidden = problems.length === 0;
  byId('blades').replaceChildren(...blades.map(row));
  byId('sightings').replaceChildren(...sightings.toReversed().map(sightingRow));
  byId('strangers').hidden = sightings.length === 0;
};

const slotsInWords = (slots) => (slots.length > 2 ? counted(slots.length, 'slot', 'slots') : slots.join(' '));

/** Figures that grow take the place of the figure before. */
const supersedes = (line, { type, slots }) => type === 'install-progress' && line?.dataset.of === `${type} ${slots[0]}`;

const showEvent = (entry) => {
  const { at, type, slots, words } = entry;
  const line = element(
    'li',
    '',
    element('time', '', clock.format(at)),
    element('b', 'slot', slotsInWords(slots)),
    element('span', '', words),
  );
  line.dataset.of = `${type} ${slots[0]}`;
  const list = byId('events');
  if (supersedes(list.firstElementChild, entry)) list.firstElementChild.remove();
  list.prepend(line);
  while (list.children.length > longestEvidence) list.lastChild.remove();
};

const lost = (reason) => {
  document.body.classList.toggle('stale', reason !== undefined);
  byId('lost').hidden = reason === undefined;
  byId('lost').textContent = reason ?? '';
};
const silent = 'Rackstrap does not answer. Is it still running? What stands below is what was last heard; this page goes on by itself.';
const restarted = 'Rackstrap was started again. Open the console by the address that it printed this time.';

/** The rack as it is now; undefined, and said so, when it cannot be had. */
const ask = async () => {
  try {
    const run = await call('status');
    lost();
    return run;
  } catch ({ status }) {
    lost(status === 401 ? restarted : silent);
    return undefined;
  }
};

const pause = (milliseconds) => new Promise((rested) => setTimeout(rested, milliseconds));

let asking = false;
const refresh = async () => {
  if (asking) return;
  asking = true;
  for (let run; !run; ) {
    await pause(restMilliseconds);
    run = await ask();
    if (run) show(run);
    else await pause(retryMilliseconds);
  }
  asking = false;
};

/** The evidence begins with the last lines before now: nobody reads a day's worth. */
const follow = (seq) => {
  const events = new EventSource(`/api/events?after=${Math.max(0, seq - longestEvidence)}`);
  events.addEventListener('message', ({ data }) => {
    showEvent(JSON.parse(data));
    void refresh();
  });
  events.addEventListener('error', () => void refresh());
};

let first;
while (!first) {
  first = await ask();
  if (!first) await pause(retryMilliseconds);
}
show(first);
follow(first.seq);
