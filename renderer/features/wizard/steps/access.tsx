// The wizard's step: access.

export { AccessStep } from '../access/access-step.tsx';
