// The wizard's step: slots.

export { SlotsStep } from '../slots/slots-step.tsx';
