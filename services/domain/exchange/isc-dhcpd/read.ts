// The hosts of an ISC dhcpd.conf as machines: hardware ethernet, fixed-address, option host-name, and our own slot comment.

import { isAddress } from '../../network/address.ts';
import { notOnePort, parseMac } from '../../network/mac.ts';
import { type Problem, problem, type Source, warning } from '../../problem.ts';
import { combined } from '../combine.ts';
import { inList, type ListedMachine, type Reading, saying } from '../machines.ts';
import { parseHostname, parseSlot } from '../names.ts';
import { shown } from '../shown.ts';
import { type Statement, statementsOf } from './blocks.ts';
import type { Token } from './tokens.ts';

interface Host {
  readonly name: Token;
  readonly slot?: string;
  readonly statements: readonly Statement[];
}

const keyword = ({ words }: Statement) => words[0]?.text.toLowerCase() ?? '';
/** `option host-name` is one keyword of two words, as `hardware ethernet` is. */
const fullKeyword = (statement: Statement) =>
  ['option', 'hardware'].includes(keyword(statement))
    ? `${keyword(statement)} ${statement.words[1]?.text.toLowerCase() ?? ''}`
    : keyword(statement);

const hostsIn = (statements: readonly Statement[]): Host[] =>
  statements.flatMap((statement) => {
    if (!statement.block) return [];
    const name = statement.words[1];
    if (keyword(statement) !== 'host' || !name) return hostsIn(statement.block);
    return [{ name, statements: statement.block, ...(statement.slot !== undefined && { slot: statement.slot }) }];
  });

/** dhcpd takes `0:0:c0:5d:bd:95` too. */
const readMac = (text: string) => parseMac(text.includes(':') ? text.replace(/\b[0-9a-f]\b/gi, '0$&') : text);

const understood = new Set(['hardware ethernet', 'fixed-address', 'option host-name']);

interface Told {
  readonly file: string;
  readonly problems: Problem[];
}

function tell({ file, problems }: Told, { line, column }: Token, found: Problem): void {
  const source: Source = { file, line, column };
  problems.push(inList(source, found));
}

function macOf({ name, statements }: Host, told: Told): string[] {
  const hardware = statements.filter((statement) => fullKeyword(statement) === 'hardware ethernet');
  if (hardware.length === 0) tell(told, name, warning(problem('dhcpd-no-mac', { name: name.text })));
  return hardware.flatMap(({ words }) => {
    const value = words[2]?.text ?? '';
    const mac = readMac(value);
    const kind = mac && notOnePort(mac);
    if (!mac) tell(told, words[2] ?? words[0]!, problem('list-mac-wrong', { value: value || 'Nothing' }));
    else if (kind) tell(told, words[2]!, problem('list-mac-not-a-port', { mac, kind }));
    return mac && !kind ? [mac] : [];
  });
}

function addressOf({ name, statements }: Host, told: Told): string | undefined {
  const found = statements
    .filter((one) => keyword(one) === 'fixed-address')
    .flatMap(({ words }) => words.slice(1).filter(({ kind }) => kind !== ','));
  const addresses = found.filter(({ text }) => isAddress(text));
  const byName = found.find(({ text }) => !isAddress(text));
  if (byName) tell(told, byName, warning(problem('dhcpd-address-by-name', { name: name.text, value: byName.text })));
  const [first, second] = addresses;
  if (first && second) tell(told, second, warning(problem('dhcpd-more-addresses', { name: name.text, kept: first.text })));
  return first?.text;
}

/** The name dhcpd gives to the host; the name of the block where it gives none, unless we wrote the block for a slot. */
function hostnameOf({ name, slot, statements }: Host): string | undefined {
  const given = statements.find((one) => fullKeyword(one) === 'option host-name')?.words[2]?.text;
  return parseHostname(given ?? (slot === undefined ? name.text : ''));
}

function machineOf(host: Host, told: Told): ListedMachine[] {
  const place = host.slot === undefined ? undefined : parseSlot(host.slot);
  const macs = macOf(host, told);
  const slot = place?.chassis && `${place.chassis}/${place.number}`;
  if (macs.length === 0 && !slot) return [];
  return [{ line: host.name.line, macs, ...saying({ slot, ip: addressOf(host, told), hostname: hostnameOf(host) }) }];
}

/** What stands in hosts and around them and says nothing of a machine, told once. */
function ignored(statements: readonly Statement[]): string[] {
  return statements.flatMap((statement) => {
    if (!statement.block) return understood.has(fullKeyword(statement)) ? [] : [fullKeyword(statement)];
    return ignored(statement.block);
  });
}

function ignoredProblem(statements: readonly Statement[], file: string): Problem[] {
  const words = ignored(statements);
  if (words.length === 0) return [];
  const found = problem('dhcpd-ignored', { words: [...new Set(words)].join(', '), count: words.length });
  return [inList({ file, line: 1, column: 1 }, warning(found))];
}

/** The machines of a dhcpd.conf, as far as it can be read; every problem with its line and column. */
export function readDhcpd(text: string, file = 'dhcpd.conf'): Reading {
  const { statements, problems } = statementsOf(text, file);
  const told: Told = { file, problems: [...problems] };
  const machines = combined(hostsIn(statements).flatMap((host) => machineOf(host, told)));
  const byLine = told.problems.toSorted((one, other) => one.source!.line - other.source!.line);
  const empty = machines.length === 0 && byLine.length === 0 ? [inList({ file, line: 1, column: 1 }, problem('list-empty'))] : [];
  return { machines, problems: shown([...byLine, ...empty, ...ignoredProblem(statements, file)]) };
}
