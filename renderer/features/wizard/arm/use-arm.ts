// The decisions of this step, wired to the appliance.

import { useStore } from 'zustand';
import { api } from '../../../api.ts';
import { type ArmActions, type ArmState, createArmStore } from './arm-store.ts';

const armStore = createArmStore(api);

export const useArm = <Value>(select: (state: ArmState & ArmActions) => Value): Value => useStore(armStore, select);
