import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameFor, isPlanFileName, numbered, withoutEnding } from './file-name.ts';

describe('a plan file', () => {
  it.each([
    ['rack-7', 'rack-7.yaml'],
    ['三号机房', '三号机房.yaml'],
    ['../../etc/passwd', '-..-etc-passwd.yaml'],
    ['a/b\\c:d', 'a-b-c-d.yaml'],
    ['  .hidden. ', 'hidden.yaml'],
    ['CON', 'plan-CON.yaml'],
    ['com1.old', 'plan-com1.old.yaml'],
    ['...', 'plan.yaml'],
    ['', 'plan.yaml'],
    ['a\u0000b\nc\u202E', 'a-b-c-.yaml'],
  ])('for %j is %j', (name, file) => {
    expect(fileNameFor(name)).toBe(file);
  });
  it('has a name of its own directory, whatever was typed, and not too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const file = fileNameFor(name);
        expect(isPlanFileName(file)).toBe(true);
        expect(file).not.toMatch(/[/\\\0]|^\./);
        expect(new TextEncoder().encode(file).length).toBeLessThanOrEqual(210);
      }),
    );
  });
  it('is told by its ending', () => {
    expect(['a.yaml', 'B.YML', '/x/三.yml'].map(isPlanFileName)).toEqual([true, true, true]);
    expect(['a.yaml.bak', '.yaml', '/x/.yml', 'passwd', 'a.json'].map(isPlanFileName)).toEqual([false, false, false, false, false]);
    expect(withoutEnding('rack.old.YML')).toBe('rack.old');
  });
  it('gets a number when the name is taken', () => {
    expect([...numbered('rack.yaml', 3)]).toEqual(['rack.yaml', 'rack-2.yaml', 'rack-3.yaml']);
  });
});
