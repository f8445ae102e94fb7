// The wizard's step: bundle.

export function BundleStep() {
  return null;
}
