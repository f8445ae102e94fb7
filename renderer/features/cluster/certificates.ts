// When the cluster's certificates end, and which of them somebody has to think of now.

import type { ClusterView } from '../../../services/contract/index.ts';

export type Certificate = ClusterView['certificates'][number];

const day = 24 * 60 * 60 * 1000;
/** A month: time enough to plan the hour in which `kubeadm certs renew` is run. */
const warnDays = 30;

/** Whole days that are left at `now`; below zero when it has ended. */
export const daysLeft = ({ expires }: Pick<Certificate, 'expires'>, now: number): number => Math.floor((expires - now) / day);

export const endsSoon = (certificate: Certificate, now: number): boolean => daysLeft(certificate, now) < warnDays;

/** Those that end first come first. */
export const soonestFirst = (certificates: readonly Certificate[]): readonly Certificate[] =>
  certificates.toSorted((one, other) => one.expires - other.expires);
