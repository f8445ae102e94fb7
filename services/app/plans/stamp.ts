// When a file's stamp can be trusted to tell every later change.

import type { FileStamp } from '../../platform/files.ts';

/** FAT keeps times in steps of two seconds: a change within the same step leaves no trace in them. */
const coarsestStep = 3000;

/** Whether a file that is changed after this stamp was taken has another one. */
export const isSettled = ({ takenAt, changedAt }: FileStamp): boolean => takenAt - changedAt > coarsestStep;
