// The rack for reading from two metres.

export function WallPage() {
  return null;
}
