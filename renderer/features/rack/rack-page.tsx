// The live rack.

export function RackPage() {
  return null;
}
