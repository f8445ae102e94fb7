// The one way work on a plan begins, wired to the appliance and the page's stores.

import { api } from '../../api.ts';
import { placeStore, planStore } from '../../stores/index.ts';
import { createBegin } from './begin.ts';

export const begin = createBegin(api, planStore, placeStore);
