// dhcpd.conf as words: names, values, quoted text, braces, semicolons and commas, each with its place, and the slots in comments.

export interface Token {
  readonly kind: 'word' | 'text' | '{' | '}' | ';' | ',' | 'slot' | 'open-quote';
  /** Without the quotes; of a `slot` comment the slot itself. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** White space and comments, quoted text, punctuation, then whatever is left up to the next of these (dhcpd.conf(5)). */
const pattern =
  /(?<space>\s+)|(?<comment>(?:#|\/\/)[^\n]*)|"(?<text>(?:[^"\\\n]|\\.)*)"|(?<quote>"[^\n]*)|(?<mark>[{};,])|(?<word>[^\s{};,"#]+)/g;

/** The comment that an export writes, because dhcpd.conf has no word for a slot. */
const slotComment = /^(?:#|\/\/)\s*slot\s+(\S+)\s*$/;

type Found = Record<'space' | 'comment' | 'text' | 'quote' | 'mark' | 'word', string | undefined>;

function kindOf({ comment, text, quote, mark, word }: Found): Pick<Token, 'kind' | 'text'> | undefined {
  if (comment !== undefined) {
    const slot = slotComment.exec(comment)?.[1];
    return slot === undefined ? undefined : { kind: 'slot', text: slot };
  }
  if (text !== undefined) return { kind: 'text', text: text.replace(/\\(.)/g, '$1') };
  if (quote !== undefined) return { kind: 'open-quote', text: quote };
  if (mark !== undefined) return { kind: mark as Token['kind'], text: mark };
  return word === undefined ? undefined : { kind: 'word', text: word };
}

/** All of `text` as tokens; nothing in it is skipped but white space and comments. Takes any line ends. */
export function tokensOf(text: string): Token[] {
  let [line, lineStart] = [1, 0];
  return [
    ...text
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n')
      .matchAll(pattern),
  ].flatMap((match) => {
    const found = match.groups as Found;
    const place = { line, column: match.index - lineStart + 1 };
    const lastBreak = found.space?.lastIndexOf('\n') ?? -1;
    if (lastBreak >= 0) {
      line += found.space!.split('\n').length - 1;
      lineStart = match.index + lastBreak + 1;
    }
    const token = kindOf(found);
    return token ? [{ ...token, ...place }] : [];
  });
}
