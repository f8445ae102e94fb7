import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plus } from '../../../../services/domain/network/address.ts';
import { at, problem, warning } from '../../../../services/domain/problem.ts';
import { addressRuns } from './address-runs.ts';
import { byStep, counted } from './by-step.ts';
import { difference, folded, linesOf, problemsByLine, readable, sideBySide } from './lines.ts';

const slot = at('blades[1].slot', problem('plan-slot-twice', { slot: 'c1/1', other: 'blades[0].slot' }));
const vip = warning(at('network.vip', problem('plan-vip-useless', { vip: '10.0.0.5' })));
const dns = at('network.dns', problem('plan-ipv6-not-yet', { value: '::1' }));

describe('the problems of a plan', () => {
  it('stand by the step that asks for their field, errors first', () => {
    expect(byStep([slot, vip, dns])).toEqual([
      { step: 'network', problems: [dns, vip] },
      { step: 'slots', problems: [slot] },
    ]);
  });

  it('are counted by their weight', () => {
    expect(counted([slot, vip, dns])).toEqual({ errors: 2, warnings: 1 });
  });

  it('stand at the line that somebody wrote', () => {
    const placed = { ...slot, source: { file: 'rack.yaml', line: 12, column: 3 } };
    expect([...problemsByLine([placed, vip])]).toEqual([
      [12, [placed]],
      [0, [vip]],
    ]);
  });
});

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.map((line) => `${line}\n`).join(''));

describe('what differs between two documents', () => {
  it('is numbered on both sides', () => {
    expect(difference('a\nb\nc\n', 'a\nx\nc\n')).toEqual([
      { text: 'a', kind: 'same', before: 1, after: 1 },
      { text: 'b', kind: 'removed', before: 2 },
      { text: 'x', kind: 'added', after: 2 },
      { text: 'c', kind: 'same', before: 3, after: 3 },
    ]);
  });

  it('holds every line of both', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = difference(before, after);
        const side = (gone: 'added' | 'removed') =>
          lines
            .filter(({ kind }) => kind !== gone)
            .map((line) => `${line.text}\n`)
            .join('');
        expect([side('added'), side('removed')]).toEqual([before, after]);
        const pairs = sideBySide(lines);
        expect(pairs.flatMap(({ left }) => left ?? []).map(({ before: number }) => number)).toEqual(linesIn(before));
        expect(pairs.flatMap(({ right }) => right ?? []).map(({ after: number }) => number)).toEqual(linesIn(after));
      }),
    );
  });

  it('has what came instead beside what was removed', () => {
    const [, second, third] = sideBySide(difference('a\nb\n', 'a\nx\ny\n'));
    expect([second!.left?.text, second!.right?.text, third!.left?.text, third!.right?.text]).toEqual(['b', 'x', undefined, 'y']);
  });

  it('is shown with three lines around it, and the rest folded', () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index}\n`).join('');
    const shown = folded(difference(before, before.replace('10\n', 'ten\n')));
    expect(shown[0]).toEqual({ kind: 'fold', lines: 7, after: 1 });
    expect(shown.at(-1)).toEqual({ kind: 'fold', lines: 6, after: 15 });
    expect(shown).toHaveLength(2 + 3 + 2 + 3);
    expect(folded(difference(before, before))).toHaveLength(20);
  });
});

const linesIn = (body: string) => (body === '' ? [] : linesOf(body).map((_, index) => index + 1));

describe('a document', () => {
  it('is indented where it is JSON, and else as it is served', () => {
    expect(readable({ contentType: 'application/vnd.coreos.ignition+json', body: '{"a":[1]}' })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
    expect(readable({ contentType: 'application/json', body: '{' })).toBe('{');
    expect(readable({ contentType: 'application/json', body: '{"source":"data:,%zz"}' })).toBe('{"source":"data:,%zz"}');
    expect(readable({ contentType: 'text/plain', body: '{"a":1}' })).toBe('{"a":1}');
  });
});

describe('a file inside a config', () => {
  it('is written out line by line', () => {
    const body = JSON.stringify({ contents: { source: `data:,${encodeURIComponent('SLOT=c1/1\n# 刀片\n')}`, compression: '' } });
    expect(linesOf(readable({ contentType: 'application/vnd.coreos.ignition+json', body }))).toEqual([
      '{',
      '  "contents": {',
      '    "source": "data:,",',
      '      │ SLOT=c1/1',
      '      │ # 刀片',
      '    "compression": ""',
      '  }',
      '}',
    ]);
  });
});

describe('many addresses', () => {
  it('are runs', () => {
    expect(addressRuns(['10.0.0.3', '10.0.0.1', '10.0.0.2', '10.0.0.9', '10.0.0.10', 'fd00::1'])).toEqual([
      '10.0.0.1–10.0.0.3',
      '10.0.0.9',
      '10.0.0.10',
      'fd00::1',
    ]);
  });

  it('leave networks and names of hosts as they are', () => {
    expect(addressRuns(['mirror.example', '10.0.0.2', '10.244.0.0/16', '10.0.0.1'])).toEqual([
      '10.0.0.1',
      '10.0.0.2',
      'mirror.example',
      '10.244.0.0/16',
    ]);
  });

  it('are one run when all follow one another, whatever their order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 600 }), fc.boolean(), (count, backwards) => {
        const all = Array.from({ length: count }, (_, index) => plus('10.20.0.200', index));
        expect(addressRuns(backwards ? all.toReversed() : all)).toEqual([`10.20.0.200–${plus('10.20.0.200', count - 1)}`]);
      }),
    );
  });
});
