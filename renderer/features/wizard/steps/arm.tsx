// The wizard's step: arm.

export { ArmStep } from '../arm/arm-step.tsx';
