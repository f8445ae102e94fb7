// What the kernel knows about how right this laptop's clock is.

import { isLinux, nativeClock } from './native.ts';

export interface ClockState {
  /** Some program sets the clock and the kernel believes it. */
  readonly synchronised: boolean;
  /** The most it can be wrong, in seconds; the kernel lets it grow while nobody sets the clock. */
  readonly maximumErrorSeconds: number;
  /** A leap second at the end of this day: 1 inserted, 2 deleted. */
  readonly leap: 0 | 1 | 2;
}

/** adjtimex(2): what it returns for a clock that is not synchronised, and the status bit that says the same. */
const timeError = 5;
const statusUnsynchronised = 0x40;

/** A look at the state of the clock, to be taken at any moment; always undefined where the system does not tell (elsewhere than on Linux). */
export async function clockState(): Promise<() => ClockState | undefined> {
  if (!isLinux) return () => undefined;
  const adjust = await nativeClock();
  return () => {
    const { state, status, maximumErrorMicroseconds } = adjust();
    return {
      synchronised: state !== timeError && (status & statusUnsynchronised) === 0,
      maximumErrorSeconds: maximumErrorMicroseconds / 1e6,
      leap: state === 1 || state === 2 ? state : 0,
    };
  };
}
