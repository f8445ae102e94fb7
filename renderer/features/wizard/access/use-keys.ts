// The plan's SSH keys, as they are written in it, and how they are added and removed.

import { usePlan } from '../../../stores/index.ts';
import { usePlanValue } from '../../../ui/inputs.tsx';

export const keysAt = 'access.sshKeys';
const none: readonly unknown[] = [];

export function useKeys() {
  const [written] = usePlanValue(keysAt);
  const edit = usePlan((plan) => plan.edit);
  const list = Array.isArray(written) ? written : none;
  const keys = list.map((key) => (typeof key === 'string' ? key : ''));
  return {
    keys,
    /** One by one behind the others, so that the comments of the file stay with their keys. */
    add: (fresh: readonly string[]) => edit(...fresh.map((value, index) => ({ where: `${keysAt}[${list.length + index}]`, value }))),
    remove: (index: number) => edit({ where: `${keysAt}[${index}]` }),
  };
}
