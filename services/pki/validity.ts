// From when until when a certificate holds.

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const hour = 3_600_000;
const day = 24 * hour;

/**
 * A certificate holds from so long before it is made. A blade whose clock was set to local time is up to 12 hours behind until its own time
 * service has set it, which the first certificates do not wait for; a day has room for that and for a clock that drifts.
 */
export const slackMilliseconds = day;

/** Ten years of 365 days, as kubeadm's own authorities (`caCertificateValidityPeriod`). */
export const authorityLife = 3650 * day;
/** One year, as kubeadm's own certificates (`certificateValidityPeriod`). */
export const certificateLife = 365 * day;

/** X.509 counts whole seconds. */
const wholeSecond = (milliseconds: number): Date => new Date(Math.floor(milliseconds / 1000) * 1000);

/** `life` in milliseconds from now on, and the slack before; never beyond `end`, when whoever signs it expires. */
export const validityFrom = (now: number, life: number, end = Number.POSITIVE_INFINITY): Validity => ({
  notBefore: wholeSecond(now - slackMilliseconds),
  notAfter: wholeSecond(Math.min(now + life, end)),
});
