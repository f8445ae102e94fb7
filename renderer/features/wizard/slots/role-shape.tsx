// A role as a shape with its letter: told apart without colour, and from two metres.

import type { Role } from '../../../../services/domain/plan/v1.ts';

/** Six corners for the control plane, a circle for a worker. */
export function RoleShape({ of: role }: { readonly of: Role | undefined }) {
  if (!role) return null;
  return (
    <svg className={`rs-slots-role rs-slots-role-${role}`} viewBox="0 0 20 20" aria-hidden="true">
      {role === 'control-plane' ? (
        <polygon points="10,0.5 18.5,5.2 18.5,14.8 10,19.5 1.5,14.8 1.5,5.2" />
      ) : (
        <circle cx="10" cy="10" r="8.5" />
      )}
      <text x="10" y="14" textAnchor="middle">
        {role === 'control-plane' ? 'C' : 'W'}
      </text>
    </svg>
  );
}
