// Where the hand-over may go.

import { expect, it } from 'vitest';
import { handoverPlaces } from './handover-places.ts';

it.each<[string, readonly string[], readonly string[]]>([
  ['/home/ana/plans/hall-7.yaml', [], ['/home/ana/plans/hall-7-1-handover']],
  ['/home/ana/plans/hall-7.yaml', ['/media/ana/STICK'], ['/media/ana/STICK/hall-7-1-handover', '/home/ana/plans/hall-7-1-handover']],
  ['/hall-7.yaml', [], ['/hall-7-1-handover']],
  ['C:\\Users\\ana\\hall-7.yaml', ['E:\\'], ['E:\\hall-7-1-handover', 'C:\\Users\\ana\\hall-7-1-handover']],
])('beside %s and on %s', (plan, sticks, places) => expect(handoverPlaces(plan, 'hall-7-1', sticks)).toEqual(places));
