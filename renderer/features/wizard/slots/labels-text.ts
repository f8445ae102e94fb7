// Labels as lines of text: `cabinet=a1`.

export type Labels = Readonly<Record<string, string>>;

/** A line without `=` is a label without a value. */
export const labelsIn = (text: string): Labels =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const [name = '', ...value] = line.split('=');
        return [name.trim(), value.join('=').trim()];
      }),
  );

export const labelsText = (labels: unknown): string =>
  typeof labels === 'object' && labels !== null
    ? Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n')
    : '';
