// The wizard's step: review.

export function ReviewStep() {
  return null;
}
