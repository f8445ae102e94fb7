// The rack from its front: every chassis with every slot where it is at the real one, by role, state and address.

import { stageNames, stateNames } from '../../../domain/blade/stage-names.ts';
import { type BladeState, stateOf } from '../../../domain/blade/state.ts';
import { stateShapes } from '../../../domain/blade/state-shapes.ts';
import { chassisModel, placeOfSlot } from '../../../domain/plan/chassis-models.ts';
import { type DrawnChassis, drawingRows, slotColumns, slotRows, slotsAcross } from '../../../domain/plan/chassis-rows.ts';
import { fitted } from './fitted.ts';
import { type Markup, markup } from './markup.ts';
import { paragraph, type Section } from './parts.ts';
import type { Row, Telling } from './telling.ts';

/** Of one slot in the drawing's own units; about a tenth of a millimetre and a half on A4 across. */
const size = { width: 132, height: 74, gap: 6, edge: 8 };
/** Text that has room beside the letter of the role, and below it. */
const room = { head: 82, line: size.width - 16 };
const fontSize = { number: 15, letter: 11, host: 11.5, address: 10.5, state: 10.5 };

const bold: ReadonlySet<string> = new Set(['number', 'host']);

interface Seen {
  readonly state: BladeState;
  readonly words: string;
}

/** A blade that is installed counts as done elsewhere; here it has to be a ready node. */
function seenOf({ blade }: Row, { say, language }: Telling): Seen {
  const state = stateOf(blade);
  if (state === 'excluded') return { state, words: say.rack.left };
  if (blade.node?.ready) return { state: 'done', words: stageNames[language].ready };
  if (blade.node) return { state: 'failed', words: say.rack.nodeNotReady };
  return {
    state: state === 'done' ? 'working' : state,
    words: state === 'done' ? stageNames[language][blade.stage] : stateNames[language][state],
  };
}

const mark = (state: BladeState, x: number, y: number): Markup =>
  markup`<g class="mark mark-${state}" transform="translate(${x} ${y}) scale(0.75)">${stateShapes[state].map(
    ({ part, path }) => markup`<path class="${part}" d="${path}"/>`,
  )}</g>`;

const text = (x: number, y: number, kind: keyof typeof fontSize, words: string, width: number): Markup =>
  markup`<text x="${x}" y="${y}" class="${kind}" font-size="${fontSize[kind]}">${fitted(words, width, fontSize[kind], bold.has(kind))}</text>`;

function planned(row: Row, number: number, telling: Telling): Markup {
  const { hostname, address, role } = row.planned;
  const { state, words } = seenOf(row, telling);
  return markup`<rect class="blade ${role}" width="${size.width}" height="${size.height}" rx="3"/><rect class="edge ${role}" width="5" height="${
    size.height
  }" rx="2"/>
${text(14, 20, 'number', String(number), 30)}<rect class="badge ${role}" x="${size.width - 26}" y="8" width="18" height="16" rx="2"/><text class="letter ${role}" x="${
    size.width - 17
  }" y="20" text-anchor="middle" font-size="${fontSize.letter}">${telling.say.roleLetter[role]}</text>
${text(14, 37, 'host', hostname, room.line)}${text(14, 51, 'address', address, room.line)}
${mark(state, 14, 57.5)}${text(31, 67.5, 'state', words, room.head)}`;
}

const empty = (number: number, { say }: Telling): Markup =>
  markup`<rect class="blade empty" width="${size.width}" height="${size.height}" rx="3"/>${text(14, 20, 'number', String(number), 30)}${text(14, 37, 'state', say.rack.empty, room.line)}`;

function slotAt(chassis: DrawnChassis, number: number, telling: Telling): Markup {
  const { row, column } = placeOfSlot(chassisModel(chassis.model), chassis.slots, number);
  const [x, y] = [size.edge + (column - 1) * (size.width + size.gap), size.edge + (row - 1) * (size.height + size.gap)];
  const found = telling.rows.find(({ planned: { slot } }) => slot === `${chassis.name}/${number}`);
  return markup`<g class="slot ${found ? found.planned.role : 'empty'}" transform="translate(${x} ${y})">${found ? planned(found, number, telling) : empty(number, telling)}</g>\n`;
}

const across = (count: number, length: number): number => 2 * size.edge + count * length + (count - 1) * size.gap;

function front(chassis: DrawnChassis, columnsAcross: number, telling: Telling): Markup {
  const { say, language, rows } = telling;
  const [columns, lines] = [slotColumns(chassis), slotRows(chassis)];
  const [width, height] = [across(columns, size.width), across(lines, size.height)];
  const used = rows.filter(({ planned: { slot } }) => slot.startsWith(`${chassis.name}/`)).length;
  const model = chassisModel(chassis.model).title[language];
  const share = Math.min(1, columns / columnsAcross) * 100;
  return markup`<figure class="chassis" style="flex-basis:${share.toFixed(2)}%">
<figcaption><strong>${chassis.name}</strong> ${say.rack.chassis(model, used, chassis.slots)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${say.rack.drawing(chassis.name)}">
<rect class="frame" x="1" y="1" width="${width - 2}" height="${height - 2}" rx="5"/>
${Array.from({ length: chassis.slots }, (_, index) => slotAt(chassis, index + 1, telling))}</svg></figure>\n`;
}

/** What stands side by side on paper that is not turned; more is printed across. */
const uprightColumns = 4;

export function rackSection(telling: Telling): Section {
  const { say, plan } = telling;
  const rows = drawingRows(plan.chassis);
  const wide = rows.some((row) => row.reduce((sum, chassis) => sum + slotColumns(chassis), 0) > uprightColumns);
  const columns = wide ? slotsAcross : uprightColumns;
  const drawn = rows.map((row) => markup`<div class="chassis-row">${row.map((chassis) => front(chassis, columns, telling))}</div>\n`);
  return { id: 'rack', title: say.rack.title, wide, body: [...drawn, paragraph(say.rack.legend)] };
}
