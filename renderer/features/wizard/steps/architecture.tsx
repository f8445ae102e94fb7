// The wizard's step: architecture.

export function ArchitectureStep() {
  return null;
}
