// The wizard's step: arm.

export function ArmStep() {
  return null;
}
