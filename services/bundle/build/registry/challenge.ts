// What a registry wants to be shown: the WWW-Authenticate header of its 401 (RFC 9110, 11.6.1).

export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** `name="quoted \" text"`, `name=text`, or the word a challenge begins with. */
const piece = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;

/** Every challenge in the header, in its order; none where nothing is understood. */
export function challengesIn(header: string): Challenge[] {
  const found: { scheme: string; parameters: Record<string, string> }[] = [];
  for (const [, name = '', quoted, bare] of header.matchAll(piece)) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: {} });
    else if (found.length > 0) found.at(-1)!.parameters[name.toLowerCase()] = value;
  }
  return found;
}
