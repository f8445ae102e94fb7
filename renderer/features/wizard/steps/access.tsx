// The wizard's step: access.

export function AccessStep() {
  return null;
}
