// The tokens of a dhcpd.conf as statements and blocks, wherever a host stands: alone, in a group, a subnet or a pool.

import { type Problem, problem, type Source } from '../../problem.ts';
import { inList } from '../machines.ts';
import { type Token, tokensOf } from './tokens.ts';

/** The words up to a semicolon: `fixed-address 10.0.0.1`, or up to a brace: `host c1-3 {…}`. */
export interface Statement {
  readonly words: readonly Token[];
  readonly block?: readonly Statement[];
  /** What a comment in the block says of it. */
  readonly slot?: string;
}

/** Deeper than any configuration; a file of braces only must not end the program. */
const deepest = 50;

/** Reads on until the block is closed, or the file is over; a statement that breaks off is told of and taken as it is. */
export function statementsOf(text: string, file: string): { statements: Statement[]; problems: Problem[] } {
  const tokens = tokensOf(text);
  const problems: Problem[] = [];
  let position = 0;
  const source = ({ line, column }: Token): Source => ({ file, line, column });
  const tell = (token: Token, reason: string) => problems.push(inList(source(token), problem('dhcpd-syntax', { reason })));

  function block(opened: Token | undefined, depth: number): { statements: Statement[]; slot?: string } {
    const statements: Statement[] = [];
    let words: Token[] = [];
    let slot: string | undefined;
    const end = () => ({ statements, ...(slot !== undefined && { slot }) });
    const breakOff = () => {
      if (words.length === 0) return;
      tell(words[0]!, `"${words.map((word) => word.text).join(' ')}" has no semicolon`);
      statements.push({ words });
      words = [];
    };
    for (let token = tokens[position]; token; token = tokens[position]) {
      position += 1;
      if (token.kind === 'slot') slot ??= token.text;
      else if (token.kind === 'open-quote') tell(token, 'a quote is not closed on its line');
      else if (token.kind === ';') {
        if (words.length > 0) statements.push({ words });
        words = [];
      } else if (token.kind === '{') {
        if (depth === deepest) {
          tell(token, `blocks stand more than ${deepest} deep in each other`);
          position = tokens.length;
          return end();
        }
        const inner = block(token, depth + 1);
        statements.push({ words, block: inner.statements, ...(inner.slot !== undefined && { slot: inner.slot }) });
        words = [];
      } else if (token.kind === '}') {
        breakOff();
        if (opened) return end();
        tell(token, 'a brace is closed that was not opened');
      } else words.push(token);
    }
    breakOff();
    if (opened) tell(opened, 'this brace is never closed');
    return end();
  }

  return { statements: block(undefined, 0).statements, problems };
}
