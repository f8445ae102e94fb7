// The wizard's step: architecture.

export { ArchitectureStep } from '../architecture/architecture-step.tsx';
