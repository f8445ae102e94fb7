// A list that is looked at anew: once, and again whenever the technician comes back to this window.

import { useEffect } from 'react';

/** A stick may have been plugged in meanwhile, a plan or bundle changed in another window. */
export function useLooked(look: () => Promise<void>): void {
  useEffect(() => {
    const again = () => void look();
    again();
    window.addEventListener('focus', again);
    return () => window.removeEventListener('focus', again);
  }, [look]);
}
