// How long something lasts already, with the page's one clock.

import { useNow } from './clock.ts';
import { useDuration } from './duration.ts';

/** `at`: milliseconds since 1970; 0 when it never began. */
export function Since({ at }: { readonly at: number }): string | null {
  const { exactly } = useDuration();
  const now = useNow();
  return at > 0 ? exactly((now - at) / 1000) : null;
}
