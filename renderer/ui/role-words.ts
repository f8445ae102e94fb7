// The names of the roles.

import type { Role } from '../../services/domain/plan/v1.ts';
import { words } from '../i18n/index.ts';

export const roleWords = words('roles', { 'control-plane': 'Control plane', worker: 'Worker' } as const satisfies Record<Role, string>, {
  'control-plane': '控制平面',
  worker: '工作节点',
});
