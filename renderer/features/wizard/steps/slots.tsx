// The wizard's step: slots.

export function SlotsStep() {
  return null;
}
