// Where a command writes: results to standard output, words about them to standard error.

export interface Output {
  /** A result: a line for whoever reads or parses what the command is for. */
  line(text: string): void;
  /** A remark that is not part of the result. */
  note(text: string): void;
  /** Columns to fill, when a person watches. */
  readonly columns: number | undefined;
}

export const terminal: Output = {
  line: (text) => void process.stdout.write(`${text}\n`),
  note: (text) => void process.stderr.write(`${text}\n`),
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
};
