// The wizard's step: network.

export function NetworkStep() {
  return null;
}
