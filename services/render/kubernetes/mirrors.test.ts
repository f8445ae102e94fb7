import { describe, expect, test } from 'vitest';
import type { Plan } from '../../domain/plan/plan.ts';
import { clusterPlan } from '../sample.ts';
import { mirrorFiles, proxyDropin } from './mirrors.ts';

const planWith = (kubernetes: Partial<NonNullable<Plan['kubernetes']>>): Plan => {
  const plan = clusterPlan('amd64');
  return { ...plan, kubernetes: { ...plan.kubernetes!, ...kubernetes } };
};

describe('mirrors', () => {
  test('are asked in their order, and then the registry', () => {
    const [file] = mirrorFiles(
      planWith({ mirrors: [{ registry: 'registry.k8s.io', urls: ['https://a.example', 'http://b.example:5000/v2/k8s'] }] }),
    );
    expect(file!.path).toBe('/etc/containerd/certs.d/registry.k8s.io/hosts.toml');
    expect(file!.text).toBe(`server = "https://registry.k8s.io"

[host."https://a.example"]
  capabilities = ["pull", "resolve"]

[host."http://b.example:5000/v2/k8s"]
  capabilities = ["pull", "resolve"]
  override_path = true
`);
  });

  test('of Docker stand before where its images are really kept', () => {
    const [file] = mirrorFiles(planWith({ mirrors: [{ registry: 'docker.io', urls: ['https://a.example/'] }] }));
    expect(file!.text).toContain('server = "https://registry-1.docker.io"');
    expect(file!.text).not.toContain('override_path');
  });

  test('are believed by the authority that the plan gives', () => {
    const ca = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const [hosts, file] = mirrorFiles(planWith({ mirrors: [{ registry: 'ghcr.io', urls: ['https://a.example'], ca }] }));
    expect(hosts!.text).toContain('  ca = "/etc/containerd/certs.d/ghcr.io/ca.crt"\n');
    expect(file).toMatchObject({ path: '/etc/containerd/certs.d/ghcr.io/ca.crt', text: ca });
  });

  test('are none where the plan has none', () => {
    expect(mirrorFiles(clusterPlan('amd64'))).toEqual([]);
  });
});

describe('a proxy', () => {
  test('is passed by for the cluster itself, for all machines, and for whatever the plan excepts', () => {
    const dropin = proxyDropin(planWith({ proxy: { https: 'http://proxy.example:3128', except: ['.rack.example'] } }));
    expect(dropin!.contents).toBe(`[Service]
Environment="HTTPS_PROXY=http://proxy.example:3128"
Environment="NO_PROXY=localhost,127.0.0.1,::1,10.20.30.0/24,10.20.40.0/25,10.244.0.0/16,10.96.0.0/16,.svc,.cluster.local,.rack.example"
`);
  });

  test('with a percent sign stays what it is', () => {
    expect(proxyDropin(planWith({ proxy: { http: 'http://p.example/%41', except: [] } }))!.contents).toContain(
      'HTTP_PROXY=http://p.example/%%41"',
    );
  });

  test('is none without an address', () => {
    expect(proxyDropin(planWith({ proxy: { except: ['.example'] } }))).toBeUndefined();
    expect(proxyDropin(clusterPlan('amd64'))).toBeUndefined();
  });
});
