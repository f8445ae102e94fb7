// The wizard's step: bundle.

export { BundleStep } from '../bundle/bundle-step.tsx';
