// The wizard's step: review.

export { ReviewStep } from '../review/review-step.tsx';
