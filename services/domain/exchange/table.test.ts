import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedMachines, withoutLines } from '../../../test/setup/listed-machines.ts';
import { csvOf } from './csv.ts';
import { understandTable } from './table.ts';

const meanings = (text: string) => understandTable(text).columns.map(({ meaning }) => meaning);
const machines = (text: string) => understandTable(text).machines;
const told = (text: string) =>
  understandTable(text, { file: 'list.csv' }).problems.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`);

/** Saved by Excel in German: a mark at the beginning, semicolons, Windows line ends, a chassis written once for several lines. */
const german = `\ufeffGehäuse;Einschub;Rechnername;IP-Adresse;MAC-Adresse 1;MAC-Adresse 2;iLO-IP\r
1;1;Node-1;10.20.30.40;D0-00-67-13-0D-00;D000.6713.0D10;10.9.0.1\r
;2;node-2.rack.example.org;10.20.30.41;d00067130d01;-;10.9.0.2\r
2;1;"Node-3";10.20.30.42;d0:00:67:13:0d:02;n/a;\r
`;

/** As a blade chassis' management module prints it. */
const onboardAdministrator = `
Bay  iLO Name          iLO IP Address  NIC 1              Status
---  ----------------  --------------  -----------------  ------
  1  ILOCZ3            10.1.1.1        d0:00:67:13:0d:00  OK
  2                                                       Absent
 16  ILOCZ4            10.1.1.2        d0:00:67:13:0d:01  OK
`;

const merged = `Rack 7, Stand März
;;MAC;;IP;
Chassis;Slot;NIC1;NIC2;Host;BMC
left;1;d0:00:67:13:0d:00;d0:00:67:13:0d:10;10.0.0.1;10.0.1.1
;2;d0:00:67:13:0d:01;;10.0.0.2;10.0.1.2
`;

const chinese = `服务器清单
机箱,槽位,主机名,IP地址,MAC地址,机柜,角色
机箱1,3,Node-3,10.0.0.3,d000.6713.0d00,A7,主节点
机箱1,4,节点-4,10.0.0.4,d000.6713.0d01,A7,工作节点
北区 二,5,node5,10.0.0.5,d000.6713.0d02,A7,工作节点
`;

describe('understandTable', () => {
  it('reads what a German Excel saves', () => {
    expect(understandTable(german)).toMatchObject({ delimiter: ';', rows: 3, problems: [] });
    expect(meanings(german)).toEqual(['chassis', 'number', 'hostname', 'ip', 'mac', 'mac', 'bmc']);
    expect(machines(german)).toEqual([
      {
        line: 2,
        slot: 'c1/1',
        macs: ['d0:00:67:13:0d:00', 'd0:00:67:13:0d:10'],
        hostname: 'node-1',
        ip: '10.20.30.40',
        bmc: '10.9.0.1',
      },
      { line: 3, slot: 'c1/2', macs: ['d0:00:67:13:0d:01'], hostname: 'node-2', ip: '10.20.30.41', bmc: '10.9.0.2' },
      { line: 4, slot: 'c2/1', macs: ['d0:00:67:13:0d:02'], hostname: 'node-3', ip: '10.20.30.42' },
    ]);
  });
  it('reads what a management module prints, where empty bays are no machines', () => {
    expect(meanings(onboardAdministrator)).toEqual(['number', 'ignore', 'bmc', 'mac', 'ignore']);
    expect(machines(onboardAdministrator)).toEqual([
      { line: 4, number: 1, macs: ['d0:00:67:13:0d:00'], bmc: '10.1.1.1' },
      { line: 6, number: 16, macs: ['d0:00:67:13:0d:01'], bmc: '10.1.1.2' },
    ]);
  });
  it('reads a merged header under a title', () => {
    expect(understandTable(merged).columns.map(({ header, meaning }) => [header, meaning])).toEqual([
      ['Chassis', 'chassis'],
      ['Slot', 'number'],
      ['MAC NIC1', 'mac'],
      ['MAC NIC2', 'mac'],
      ['IP Host', 'ip'],
      ['IP BMC', 'bmc'],
    ]);
    expect(machines(merged).map(({ slot }) => slot)).toEqual(['left/1', 'left/2']);
  });
  it('reads Chinese headers, and proposes names that a plan can take', () => {
    expect(machines(chinese)).toEqual([
      {
        line: 3,
        slot: 'c1/3',
        macs: ['d0:00:67:13:0d:00'],
        hostname: 'node-3',
        ip: '10.0.0.3',
        role: 'control-plane',
        labels: { cabinet: 'A7' },
      },
      { line: 4, slot: 'c1/4', macs: ['d0:00:67:13:0d:01'], hostname: 'node-4', ip: '10.0.0.4', role: 'worker', labels: { cabinet: 'A7' } },
      {
        line: 5,
        slot: 'chassis-1/5',
        macs: ['d0:00:67:13:0d:02'],
        hostname: 'node5',
        ip: '10.0.0.5',
        role: 'worker',
        labels: { cabinet: 'A7' },
      },
    ]);
    expect(told(chinese)).toEqual(['list-hostname-changed 4:7', 'list-chassis-changed 5:1']);
  });
  it.each([
    ['spaces', 'c1/1 d0:00:67:13:0d:00 10.0.0.1\nc1/2 d0:00:67:13:0d:01 10.0.0.2\n'],
    ['tabs', 'c1/1\td0:00:67:13:0d:00\t10.0.0.1\nc1/2\td0:00:67:13:0d:01\t10.0.0.2\n'],
    [
      'pipes, as in Markdown',
      '| slot | mac | ip |\n|---|---|---|\n| c1/1 | d0:00:67:13:0d:00 | 10.0.0.1 |\n| c1/2 | d00067130d01 | 10.0.0.2 |\n',
    ],
    ['commas and old Mac line ends', 'c1/1,d0:00:67:13:0d:00,10.0.0.1\rc1/2,d0:00:67:13:0d:01,10.0.0.2\r'],
    ['a wide aligned listing', 'chassis 1 slot 1    D0-00-67-13-0D-00   10.0.0.1\nchassis 1 slot 2    D0-00-67-13-0D-01   10.0.0.2'],
    [
      'quotes',
      '"slot";"mac";"ip"\n"c1/1";"d0:00:67:13:0d:00";"10.0.0.1"\n"1-2";"d000 6713 0d01";"10.0.0.2"'.replace(
        'd000 6713 0d01',
        'd000.6713.0d01',
      ),
    ],
  ])('reads %s', (_, text) => {
    expect(machines(text)).toMatchObject([
      { slot: 'c1/1', macs: ['d0:00:67:13:0d:00'], ip: '10.0.0.1' },
      { slot: 'c1/2', macs: ['d0:00:67:13:0d:01'], ip: '10.0.0.2' },
    ]);
    expect(told(text)).toEqual([]);
  });
  it('knows columns without a header by their content, and says that it guessed', () => {
    const { columns } = understandTable('x1;d0:00:67:13:0d:00;10.0.0.1\nx2;d0:00:67:13:0d:01;10.0.0.2');
    expect(columns.map(({ meaning, guessedBy }) => [meaning, guessedBy])).toEqual([
      ['ignore', 'nothing'],
      ['mac', 'content'],
      ['ip', 'content'],
    ]);
  });
  it('is overruled by the user column by column', () => {
    const text = 'x1;d0:00:67:13:0d:00;10.0.0.1\nx2;d0:00:67:13:0d:01;10.0.0.2';
    expect(understandTable(text, { columns: ['hostname', undefined, 'bmc'] }).machines[0]).toEqual({
      line: 1,
      hostname: 'x1',
      macs: ['d0:00:67:13:0d:00'],
      bmc: '10.0.0.1',
    });
  });
  it('does not take the MAC of a BMC for one of the blade', () => {
    expect(meanings('slot;BMC MAC;MAC\nc1/1;d0:00:67:13:0d:00;d0:00:67:13:0d:01')).toEqual(['slot', 'ignore', 'mac']);
  });
  it('makes one machine of lines that give a port each, and leaves lines that contradict each other apart', () => {
    expect(machines('slot;mac;name\nc1/1;d0:00:67:13:0d:00;a\nc1/1;d0:00:67:13:0d:01;a')).toMatchObject([
      { macs: ['d0:00:67:13:0d:00', 'd0:00:67:13:0d:01'] },
    ]);
    expect(machines('slot;mac;name\nc1/1;d0:00:67:13:0d:00;a\nc1/1;d0:00:67:13:0d:01;b')).toHaveLength(2);
  });
  it('tells every mistake at its line and column, and takes the rest', () => {
    const text = [
      'slot;mac;ip;role;hostname',
      'c1/1;d0:00:67:13:0d:0g;10.0.0.1;worker;a',
      'c1/x;d0:00:67:13:0d:01;10.0.0.2;worker;b',
      '"c1/3";"d0:00:67:13:0d:02;\nd0:00:67:13:0d:03";10.0.0.300;king;c',
      'c1/4;01:00:5e:00:00:01;10.0.0.4;worker;_____',
      ';;;;the end',
    ].join('\n');
    expect(told(text)).toEqual([
      'list-mac-wrong 2:6',
      'list-slot-wrong 3:1',
      'list-ip-wrong 5:20',
      'list-role-unknown 5:31',
      'list-mac-not-a-port 6:6',
      'list-hostname-wrong 6:40',
      'list-row-nobody 7:1',
    ]);
    expect(machines(text)).toMatchObject([
      { slot: 'c1/1', macs: [], hostname: 'a' },
      { macs: ['d0:00:67:13:0d:01'], hostname: 'b' },
      { slot: 'c1/3', macs: ['d0:00:67:13:0d:02', 'd0:00:67:13:0d:03'], hostname: 'c' },
      { slot: 'c1/4', ip: '10.0.0.4' },
    ]);
  });
  it.each([
    ['nothing', '', ['list-empty 1:1']],
    ['a header alone', 'slot;mac\n', ['list-empty 1:1']],
    ['prose', 'Dear colleague,\nplease install these.\n', ['list-columns-unknown 1:1']],
    [
      'a quote that is never closed',
      'slot;mac\nc1/1;"d0:00:67:13:0d:00\nc1/2;d0:00:67:13:0d:01',
      ['list-quote-open 2:6', 'list-mac-wrong 2:6'],
    ],
  ])('tells of %s', (_, text, problems) => expect(told(text)).toEqual(problems));

  const hex = (number: number) => number.toString(16).padStart(4, '0');
  const long = (count: number, mac: (index: number) => string) =>
    [
      'slot;mac;ip',
      ...Array.from({ length: count }, (_, i) => `c${1 + Math.floor(i / 100)}/${1 + (i % 100)};${mac(i)};10.1.${i >> 8}.${i & 255}`),
    ].join('\n');

  it('reads ten thousand lines, and shows each kind of mistake a few times only', { timeout: 60_000 }, () => {
    expect(machines(long(10_000, (index) => `d000.6713.${hex(index)}`))).toHaveLength(10_000);
    const { problems } = understandTable(
      long(10_000, (index) => (index === 0 ? 'd000.6713.0000' : `z000.6713.${hex(index)}`)),
      { columns: ['slot', 'mac'] },
    );
    expect(problems.map(({ code }) => code)).toEqual([...Array(10).fill('list-mac-wrong'), 'list-more-problems']);
    expect(problems.at(-1)!.what).toContain('9989 more problems');
  });
  it('never throws, whatever it is given', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(';', '\t', '"', '\n', '\r\n', 'c1/1', 'd0:00:67:13:0d:00', 'mac', 'slot', '-', '|'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { problems } = understandTable(pieces.join(''));
        for (const { source } of problems) expect(source!.line >= 1 && source!.column >= 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('our own table', () => {
  it('reads back to the same machines', () => {
    fc.assert(
      fc.property(listedMachines, (given) => {
        const { machines: found, problems } = understandTable(csvOf(given));
        expect(problems).toEqual([]);
        expect(withoutLines(found)).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });
});
