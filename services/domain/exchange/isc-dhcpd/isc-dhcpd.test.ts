import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedMachines, withoutLines } from '../../../../test/setup/listed-machines.ts';
import { understand } from '../understand.ts';
import { readDhcpd } from './read.ts';
import { writeDhcpd } from './write.ts';

const told = (text: string) => readDhcpd(text).problems.map(({ code, source }) => `${code} ${source?.line}:${source?.column}`);

/** The lines that yoo-installer made of a chassis' MAC list, in the order of the slots. */
const hostLines = `host node1 { hardware ethernet d0:00:67:13:0d:00; fixed-address 10.20.30.40; }
host node2 { hardware ethernet d0:00:67:13:0d:01; fixed-address 10.20.30.41; }
`;

const whole = `# the site's own server
ddns-update-style none; // nobody
option domain-name-servers 10.0.0.1, 10.0.0.2;
shared-network rack {
  subnet 10.20.30.0 netmask 255.255.255.0 {
    pool { range 10.20.30.200 10.20.30.219; }
    group {
      filename "pxelinux.0"; next-server 10.20.30.242;
      host master{hardware ethernet D0:0:67:13:0D:0;fixed-address 10.20.30.40;option host-name "master.example.org";}
      host   slave
      {
        # slot c1/2
        hardware
          ethernet   d0:00:67:13:0d:01 ;
        fixed-address 10.20.30.41, 10.20.31.41;
      }
    }
  }
}
`;

describe('a dhcpd.conf', () => {
  it('of host lines is read in their order', () => {
    expect(readDhcpd(hostLines)).toEqual({
      machines: [
        { line: 1, macs: ['d0:00:67:13:0d:00'], ip: '10.20.30.40', hostname: 'node1' },
        { line: 2, macs: ['d0:00:67:13:0d:01'], ip: '10.20.30.41', hostname: 'node2' },
      ],
      problems: [],
    });
  });
  it('is read through networks, pools and groups, whatever stands around the hosts', () => {
    const { machines, problems } = readDhcpd(whole);
    expect(machines).toEqual([
      { line: 9, macs: ['d0:00:67:13:0d:00'], ip: '10.20.30.40', hostname: 'master' },
      { line: 10, macs: ['d0:00:67:13:0d:01'], slot: 'c1/2', ip: '10.20.30.41' },
    ]);
    expect(problems.map(({ code, level }) => [code, level])).toEqual([
      ['dhcpd-more-addresses', 'warning'],
      ['dhcpd-ignored', 'warning'],
    ]);
    expect(problems[1]!.what).toMatch(/ddns-update-style, option domain-name-servers, range, filename, next-server in 5 places/);
  });
  it('with Windows line ends is the same', () => {
    expect(withoutLines(readDhcpd(whole.replaceAll('\n', '\r\n')).machines)).toEqual(withoutLines(readDhcpd(whole).machines));
  });
  it.each([
    ['a MAC with a slip in it', 'host a {\n  hardware ethernet d0:00:67:13:0d:0z;\n}', ['list-mac-wrong 2:21']],
    ['a multicast address', 'host a { hardware ethernet 01:00:5e:00:00:01; }', ['list-mac-not-a-port 1:28']],
    ['a host without a MAC', 'host a { fixed-address 10.0.0.1; }', ['dhcpd-no-mac 1:6']],
    ['an address by name', 'host a { hardware ethernet d0:00:67:13:0d:00; fixed-address a.example.org; }', ['dhcpd-address-by-name 1:61']],
    ['a missing semicolon', 'host a {\n  hardware ethernet d0:00:67:13:0d:00\n}', ['dhcpd-syntax 2:3']],
    ['a brace too few', 'host a { hardware ethernet d0:00:67:13:0d:00;', ['dhcpd-syntax 1:8']],
    ['a brace too many', 'host a { hardware ethernet d0:00:67:13:0d:00; } }', ['dhcpd-syntax 1:49']],
    [
      'an open quote',
      'host a { hardware ethernet d0:00:67:13:0d:00; option host-name "a; }\n}',
      ['dhcpd-syntax 1:47', 'dhcpd-syntax 1:64'],
    ],
    ['nothing', '# nobody\n', ['list-empty 1:1']],
  ])('with %s is told of where it is', (_, text, problems) => expect(told(text).toSorted()).toEqual(problems));
  it('of braces alone ends the reading, not the program', () => {
    expect(told('a{'.repeat(100_000))[0]).toBe('dhcpd-syntax 1:102');
  });
  it('never throws, whatever is in it', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('host', ' a ', '{', '}', ';', ',', '"', '#', '\n', ' hardware ethernet ', 'd0:00:67:13:0d:00', 'fixed-address '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => void readDhcpd(pieces.join(''))),
      { numRuns: 500 },
    );
  });
});

describe('our own host blocks', () => {
  it('are in slot order, one per port', () => {
    const text = writeDhcpd([
      { line: 0, slot: 'c10/1', macs: ['d0:00:67:13:0d:08', 'd0:00:67:13:0d:09'], ip: '10.0.0.1', hostname: 'x' },
      { line: 0, slot: 'c2/1', macs: ['d0:00:67:13:0d:0a'] },
    ]);
    expect([...text.matchAll(/^host (\S+)/gm)].map(([, name]) => name)).toEqual(['c2-1', 'c10-1', 'c10-1-port2']);
  });
  it('read back to the same slots, MACs, addresses and host names', () => {
    fc.assert(
      fc.property(listedMachines, (given) => {
        const { machines, problems } = readDhcpd(writeDhcpd(given));
        const kept = new Map(given.map(({ role, labels, ...rest }) => [rest.slot, rest]));
        expect(problems).toEqual([]);
        expect(new Map(withoutLines(machines).map((machine) => [machine.slot, machine]))).toEqual(kept);
      }),
      { numRuns: 200 },
    );
  });
});

describe('understand', () => {
  it.each([
    ['dhcpd', hostLines],
    ['dhcpd', whole],
    ['table', 'host,mac\nnode1,d0:00:67:13:0d:00\n'],
    ['table', 'slot mac\nc1/1 d0:00:67:13:0d:00\n'],
    ['table', ''],
  ])('takes for a %s what is one', (form, text) => expect(understand(text).form).toBe(form));
});
