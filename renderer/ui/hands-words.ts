// What hands at the rack are asked to do to a blade, in the fewest words.

import type { Hands } from '../../services/domain/cluster/events.ts';
import { words } from '../i18n/index.ts';

export const handsWords = words(
  'hands',
  { 'cut-power': 'Cut its power now', 'switch-on': 'Switch it on again' } as const satisfies Record<Hands, string>,
  { 'cut-power': '现在切断其电源', 'switch-on': '重新开机' },
);
