// The hand-over: what the cluster's engineer receives, and the printing of it.

export { handedFiles, handOver } from './hand-over.ts';
export type { HandedAdministrator, HandedOver, HandOverOptions, Printer, ReportInput } from './input.ts';
export { chromiumPrinter } from './print.ts';
export { reportOf } from './report/report.ts';
export { handedServer } from './server.ts';
