// Days, times and durations as the report writes them: UTC, so that whoever reads it anywhere reads the same.

const minute = 60;

/** `2026-11-20 10:04`; milliseconds since 1970. */
export const timeOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** `2026-11-20` */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Whole days from one moment to another; negative when it has passed. */
export const daysBetween = (from: number, to: number): number => Math.floor((to - from) / 86_400_000);

/** `4:07`: minutes and seconds. */
export function minutesOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / minute)}:${String(seconds % minute).padStart(2, '0')}`;
}
