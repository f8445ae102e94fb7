// The plan files of this laptop and its sticks.

export function PlansPage() {
  return null;
}
