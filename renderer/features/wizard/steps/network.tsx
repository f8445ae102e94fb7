// The wizard's step: network.

export { NetworkStep } from '../network/network-step.tsx';
