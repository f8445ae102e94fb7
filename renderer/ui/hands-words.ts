// What hands at the rack are asked to do to a blade, in the fewest words.

import type { Hands } from '../../services/domain/cluster/events.ts';
import { words } from '../i18n/index.ts';

export const handsWords = words(
  'hands',
  {
    'cut-power': 'Cut its power now',
    'switch-on': 'Switch it on again',
    'short-cut-power': 'Cut power',
    'short-switch-on': 'Switch on',
  } as const satisfies Record<Hands | `short-${Hands}`, string>,
  { 'cut-power': '现在切断其电源', 'switch-on': '重新开机', 'short-cut-power': '切断电源', 'short-switch-on': '重新开机' },
);
