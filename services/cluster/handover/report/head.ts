// The first thing that is read: which cluster, whether it passed, and where it is reached.

import { bundleId } from '../../../domain/bundle.ts';
import { countsOf } from '../../../domain/plan/roles.ts';
import { type Markup, markup, type Piece } from './markup.ts';
import { dayOf, timeOf } from './moment.ts';
import { resultMark } from './outcomes.ts';
import { definitions, lines, mono, type Section } from './parts.ts';
import type { Telling } from './telling.ts';
import { verdictOf } from './verdict.ts';

function verdict(telling: Telling): Markup {
  const { say } = telling;
  const { passed } = verdictOf(telling);
  const [result, word] =
    passed === undefined
      ? (['skipped', say.head.notTested] as const)
      : passed
        ? (['passed', say.head.accepted] as const)
        : (['failed', say.head.notAccepted] as const);
  return markup`<p class="verdict verdict-${result}">${resultMark(result, word)}</p>`;
}

function acceptance(telling: Telling): Piece {
  const { outcomes, last } = verdictOf(telling);
  if (last?.endedAt === undefined) return telling.say.head.notRun;
  const passed = outcomes.filter(({ result }) => result === 'passed').length;
  return lines([telling.say.head.checks(passed, outcomes.length), timeOf(last.endedAt)]);
}

function unplugged(telling: Telling): Piece {
  const { say, run } = telling;
  if (!telling.isOnRack) return undefined;
  const { passed, endedAt, stale } = run.cluster.unplug ?? {};
  if (endedAt === undefined || stale) return say.head.notRun;
  return lines([passed ? say.head.standsAlone : say.test.results.failed, timeOf(endedAt)]);
}

function facts(telling: Telling): Markup {
  const { say, plan, rows, administrator, manifest, run, sealed } = telling;
  const { head } = say;
  const { controlPlane, workers } = countsOf(plan);
  const ready = rows.filter(({ blade }) => blade.node?.ready).length;
  return definitions(
    [head.api, mono(administrator.server)],
    [head.kubernetes, run.cluster.version ?? manifest.kubernetes?.version],
    [head.nodes, lines([head.nodesAre(controlPlane, workers), head.ready(ready, rows.length)])],
    [head.acceptance, acceptance(telling)],
    [head.unplugged, unplugged(telling)],
    [head.administrator, lines([administrator.user, head.until(dayOf(administrator.expires))])],
    [head.bundle, bundleId(manifest)],
    [head.sealed, sealed ? lines([head.sealedBy(sealed.by), timeOf(sealed.at)]) : head.notSealed],
  );
}

export const simulatedBanner = ({ say, simulated }: Telling): Markup =>
  simulated
    ? markup`<aside class="simulated" aria-label="${say.simulated}"><strong>${say.simulated}</strong> ${say.simulatedMore}</aside>\n`
    : markup``;

const contents = (sections: readonly Section[], { say }: Telling): Markup =>
  markup`<nav aria-label="${say.contents}"><ol>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>\n`)}</ol></nav>\n`;

export function headOf(telling: Telling, sections: readonly Section[]): Markup {
  const { say, plan, architecture, survival, language, runName, writtenAt, tool } = telling;
  return markup`<header>
<p class="kind">${say.title}</p>
<div class="name"><h1>${plan.name}</h1>${verdict(telling)}</div>
<p class="architecture"><strong>${architecture.title[language]}</strong> ${architecture.layout[language]}</p>
<p class="survives"><strong>${say.head.survives}</strong> ${survival.words}</p>
${facts(telling)}
<p class="written">${say.head.run} ${runName} · ${say.head.written(timeOf(writtenAt), tool)} · ${say.head.utc}</p>
${contents(sections, telling)}</header>\n`;
}
