import { describe, expect, it } from 'vitest';
import { checkPlan } from '../check.ts';
import { type Change, changed } from '../sample.ts';

const found = (...changes: Change[]) =>
  checkPlan(changed(['kubernetes', {}], ...changes)).problems.map(({ level, where, code }) => `${level} ${where} ${code}`);

const relayed: Change[] = [
  ['network.dhcp.relayed', [{ subnet: '10.20.40.0/25', gateway: '10.20.40.1' }]],
  ['blades[2].ip', '10.20.40.9'],
];
const mirror = (registry: string, ...urls: string[]) => ({ registry, urls });
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

describe('what is asked of the cluster', () => {
  it.each<[string, Change[], string[]]>([
    ['nothing', [], []],
    ['routes in one network', [['kubernetes.flannel', { backend: 'host-gw' }]], []],
    ['VXLAN over a router', [...relayed, ['kubernetes.flannel', {}]], []],
    [
      'routes over a router',
      [...relayed, ['kubernetes.flannel', { backend: 'host-gw' }]],
      ['error kubernetes.flannel.backend plan-host-gw-routed'],
    ],
    ['a pod network that nobody here has tried', [['kubernetes.cni', 'calico']], ['warning kubernetes.cni plan-cni-unproved']],
    [
      'its own way for flannel, where another one is',
      [...relayed, ['kubernetes.cni', 'cilium'], ['kubernetes.flannel', { backend: 'host-gw' }]],
      ['warning kubernetes.cni plan-cni-unproved', 'warning kubernetes.flannel plan-flannel-unused'],
    ],
    ['a pod network that is not known', [['kubernetes.cni', 'weave']], ['error kubernetes.cni plan-value-wrong']],
    ['another way', [['kubernetes.flannel', { backend: 'udp' }]], ['error kubernetes.flannel.backend plan-value-wrong']],
    [
      'a record and encrypted Secrets',
      [
        ['kubernetes.audit', true],
        ['kubernetes.encryptSecrets', true],
      ],
      [],
    ],
    ['keys on an elliptic curve', [['kubernetes.keyAlgorithm', 'ECDSA-P256']], []],
    ['keys of another kind', [['kubernetes.keyAlgorithm', 'RSA-1024']], ['error kubernetes.keyAlgorithm plan-value-wrong']],
    ['mirrors', [['kubernetes.mirrors', [mirror('registry.k8s.io', 'https://a.example', 'http://b.example:5000/v2/k8s')]]], []],
    ['a mirror with its authority', [['kubernetes.mirrors', [{ ...mirror('ghcr.io', 'https://a.example'), ca: pem }]]], []],
    [
      'mirrors of one registry at two places',
      [['kubernetes.mirrors', [mirror('ghcr.io', 'https://a.example'), mirror('ghcr.io', 'https://b.example')]]],
      ['error kubernetes.mirrors[1].registry plan-mirror-twice'],
    ],
    [
      'a mirror with a password',
      [['kubernetes.mirrors', [mirror('ghcr.io', 'https://me:secret@a.example')]]],
      ['error kubernetes.mirrors[0].urls[0] plan-value-wrong'],
    ],
    [
      'a registry that is a URL',
      [['kubernetes.mirrors', [mirror('https://ghcr.io', 'https://a.example')]]],
      ['error kubernetes.mirrors[0].registry plan-value-wrong'],
    ],
    ['a proxy', [['kubernetes.proxy', { https: 'http://proxy.example:3128', except: ['.example'] }]], []],
    ['a proxy without an address', [['kubernetes.proxy', { except: [] }]], ['warning kubernetes.proxy plan-proxy-empty']],
    [
      'a label of its own',
      [['blades[0].labels', { 'kubernetes.io/hostname': 'x' }]],
      ['error blades[0].labels["kubernetes.io/hostname"] plan-label-own'],
    ],
    ['a role as a label', [['blades[1].labels', { 'node-role.kubernetes.io/worker': '' }]], []],
  ])('%s', (_, changes, problems) => {
    expect(found(...changes)).toEqual(problems);
  });
});
