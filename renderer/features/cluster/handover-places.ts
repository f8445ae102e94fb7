// Where the hand-over may go: a stick that is plugged in, or beside the plan.

/** The separator that this path is written with: the laptop may be a Windows one. */
const separatorOf = (path: string): string => (path.includes('\\') && !path.includes('/') ? '\\' : '/');

const inside = (directory: string, name: string): string => {
  const separator = separatorOf(directory);
  return `${directory.endsWith(separator) ? directory.slice(0, -1) : directory}${separator}${name}`;
};

const directoryOf = (file: string): string => file.slice(0, Math.max(1, file.lastIndexOf(separatorOf(file))));

/** Directories of their own, the best first: sticks leave this laptop with whoever gets the cluster. */
export function handoverPlaces(planFile: string, run: string, sticks: readonly string[]): readonly string[] {
  const name = `${run}-handover`;
  return [...sticks, directoryOf(planFile)].map((place) => inside(place, name));
}
