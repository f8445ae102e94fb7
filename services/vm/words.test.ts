import { describe, expect, it } from 'vitest';
import { type MachineWords, machineWords } from './words.ts';

const machine: MachineWords = {
  name: 'laptop-1',
  accelerator: 'tcg',
  size: { memoryMiB: 4096, cpus: 2 },
  cable: {
    subnet: '10.20.30.0/24',
    laptop: '10.20.30.242',
    address: '10.20.30.10',
    mac: '52:54:00:01:02:03',
    router: '10.20.30.1',
    resolver: '10.20.30.254',
  },
  ports: { api: 6443, ssh: 2222 },
  boot: 'network',
  script: 'http://10.20.30.242/blade/52-54-00-01-02-03/boot.ipxe',
  outside: false,
  relay: ['/usr/bin/node', '/opt/relay.ts', '/state/service'],
  disk: { file: '/state/disk.qcow2', serial: 'rackstrap' },
  uuid: '2f0a7c52-1b5e-4c39-9d46-d00067130d00',
  control: '/state/control',
  console: '/state/console.log',
  processFile: '/state/qemu.pid',
};

/** The value behind an option, the n-th time that it is there. */
const behind = (option: string, words: readonly string[], nth = 0) =>
  words[words.flatMap((word, at) => (word === option ? [at] : []))[nth]! + 1];
const cable = (changed: Partial<MachineWords> = {}) => behind('-netdev', machineWords({ ...machine, ...changed }));

describe("QEMU's words for the machine", () => {
  it("give it the plan's address and the blade's script, and no way out", () => {
    expect(cable()?.split(',')).toEqual([
      'user',
      'id=cable',
      'net=10.20.30.0/24',
      'host=10.20.30.1',
      'dns=10.20.30.254',
      'dhcpstart=10.20.30.10',
      'ipv6=off',
      'restrict=on',
      'bootfile=http://10.20.30.242/blade/52-54-00-01-02-03/boot.ipxe',
      "guestfwd=tcp:10.20.30.242:80-cmd:'/usr/bin/node' '/opt/relay.ts' '/state/service'",
      'hostfwd=tcp:127.0.0.1:6443-10.20.30.10:6443',
      'hostfwd=tcp:127.0.0.1:2222-10.20.30.10:22',
    ]);
  });
  it('open the way out only when that is asked for', () => {
    expect(cable({ outside: true })).toContain('restrict=off');
  });
  it('forward ports of the loopback only', () => {
    expect(
      cable()
        ?.match(/hostfwd=tcp:[^,]*/g)
        ?.every((one) => one.startsWith('hostfwd=tcp:127.0.0.1:')),
    ).toBe(true);
  });
  it('keep commas and quotes of a path what they are', () => {
    expect(cable({ relay: ['/Users/ann,bob/it’s', "/o'neill"] })).toContain("cmd:'/Users/ann,,bob/it’s' '/o'\\''neill'");
    expect(machineWords({ ...machine, disk: { file: '/a,b/disk', serial: 's' } }).join(' ')).toContain('file=/a,,b/disk,format=qcow2');
  });
  it.each([
    ['network', 'bootindex=1', 'bootindex=2'],
    ['disk', 'bootindex=2', 'bootindex=1'],
  ] as const)('boot from the %s first', (boot, nic, disk) => {
    const words = machineWords({ ...machine, boot });
    expect(words.find((word) => word.startsWith('virtio-net-pci'))).toContain(nic);
    expect(words.find((word) => word.startsWith('virtio-blk-pci'))).toContain(disk);
  });
  it('listen to commands at a socket, or at a port of the loopback where there is none', () => {
    expect(behind('-qmp', machineWords(machine))).toBe('unix:/state/control,server=on,wait=off');
    expect(behind('-qmp', machineWords({ ...machine, control: 4444 }))).toBe('tcp:127.0.0.1:4444,server=on,wait=off');
  });
});
