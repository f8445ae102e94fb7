import { describe, expect, test } from 'vitest';
import type { ClusterObject } from '../api.ts';
import { addonOf } from './objects.ts';
import { byStage, titleOf } from './order.ts';

function objects(...manifests: string[]): readonly ClusterObject[] {
  const found = addonOf({ name: 'metrics', manifests });
  if (!found.ok) throw new Error(found.problems.map(({ what }) => what).join());
  return found.value.objects;
}

const reasons = (...manifests: string[]) => {
  const found = addonOf({ name: 'metrics', manifests });
  return found.ok ? [] : found.problems.map(({ code, params }) => `${code}: ${params?.reason}`);
};

describe('manifests are read', () => {
  test('document by document, empty ones left out, lists as what is in them', () => {
    const text = `---
# only words
---
apiVersion: v1
kind: ConfigMap
metadata: { name: one, namespace: a }
---
apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: Secret, metadata: { name: two } }
- { apiVersion: v1, kind: SecretList, items: [{ apiVersion: v1, kind: Secret, metadata: { name: three } }] }
`;
    expect(objects(text, 'apiVersion: v1\nkind: Secret\nmetadata: { name: four }').map(titleOf)).toEqual([
      'ConfigMap a/one',
      'Secret two',
      'Secret three',
      'Secret four',
    ]);
  });

  test('as kubectl reads them: octals and words for true, times and dates as text', () => {
    const text = 'apiVersion: v1\nkind: X\nmetadata: { name: x }\nspec: { mode: 0644, yes: on, time: 12:30, day: 2026-01-02, port: 8080 }';
    expect(objects(text)[0]!.spec).toEqual({ mode: 0o644, true: true, time: '12:30', day: '2026-01-02', port: 8080 });
  });

  test('and refused with the reason where they hold anything else, each by itself', () => {
    expect(reasons('a: "', 'kind: X', '- a', 'apiVersion: v1\nkind: Pod\nmetadata: { generateName: x- }')).toEqual([
      expect.stringContaining('addon-manifest-unreadable: Missing closing "quote'),
      'addon-manifest-unreadable: something in it has no apiVersion, kind or name: {"kind":"X"}',
      'addon-manifest-unreadable: something in it has no apiVersion, kind or name: ["a"]',
      expect.stringContaining('no apiVersion, kind or name: {"apiVersion":"v1","kind":"Pod"'),
    ]);
  });
});

test('nothing to apply is no add-on', () => {
  expect([reasons(), reasons('# only words')]).toEqual([
    ['addon-manifest-unreadable: it is empty'],
    ['addon-manifest-unreadable: it is empty'],
  ]);
});

test('objects are applied in stages: what others need comes before them', () => {
  const named = [
    'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
    'apiregistration.k8s.io/v1 APIService',
    'monitoring.coreos.com/v1 Prometheus',
    'apps/v1 Deployment',
    'v1 Service',
    'v1 ConfigMap',
    'rbac.authorization.k8s.io/v1 ClusterRole',
    'v1 ServiceAccount',
    'apiextensions.k8s.io/v1 CustomResourceDefinition',
    'v1 Namespace',
    'batch/v1 Job',
  ];
  const all = named.map((text): ClusterObject => {
    const [apiVersion = '', kind = ''] = text.split(' ');
    return { apiVersion, kind, metadata: { name: 'x' } };
  });
  expect(byStage(all).map((stage) => stage.map(({ kind }) => kind).join(' '))).toEqual([
    'Namespace',
    'CustomResourceDefinition',
    'ClusterRole ServiceAccount',
    'Service ConfigMap',
    'Deployment Job',
    'Prometheus',
    'APIService',
    'ValidatingWebhookConfiguration',
  ]);
});

describe('objects are fitted to a rack', () => {
  const deployment = (container: string, apiVersion = 'apps/v1') =>
    objects(
      `apiVersion: ${apiVersion}\nkind: Deployment\nmetadata: { name: x }\nspec: { template: { spec: { containers: [${container}] } } }`,
    )[0]!;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever is applied.
  const containerOf = (object: ClusterObject) => (object as any).spec.template.spec.containers[0];

  test.each<[string, string, object]>([
    ['Always', '{ image: a, imagePullPolicy: Always }', { image: 'a', imagePullPolicy: 'IfNotPresent' }],
    ['nothing said', '{ image: a }', { image: 'a', imagePullPolicy: 'IfNotPresent' }],
    ['Never', '{ image: a, imagePullPolicy: Never }', { image: 'a', imagePullPolicy: 'Never' }],
  ])('no registry is asked for an image: %s', (_, container, expected) => {
    expect(containerOf(deployment(container))).toEqual(expected);
  });

  test('nor for a volume that is an image; objects of others get no field that they may not know', () => {
    const [pod, custom] = objects(
      'apiVersion: v1\nkind: Pod\nmetadata: { name: x }\nspec: { volumes: [{ name: v, image: { reference: a } }, { name: w, emptyDir: {} }] }',
      'apiVersion: a.example/v1\nkind: X\nmetadata: { name: x }\nspec: { containers: [{ image: a }, { image: b, imagePullPolicy: Always }] }',
    );
    expect(pod!.spec).toEqual({
      volumes: [
        { name: 'v', image: { reference: 'a', pullPolicy: 'IfNotPresent' } },
        { name: 'w', emptyDir: {} },
      ],
    });
    expect(custom!.spec).toEqual({ containers: [{ image: 'a' }, { image: 'b', imagePullPolicy: 'IfNotPresent' }] });
  });

  test('metrics-server takes kubelets as they are, unless its manifest says whom it trusts', () => {
    const args = (own: string, image = 'registry.k8s.io/metrics-server/metrics-server:v0.9.0') =>
      containerOf(deployment(`{ image: "${image}", args: [${own}] }`)).args;
    expect(args('--secure-port=10250')).toEqual(['--secure-port=10250', '--kubelet-insecure-tls']);
    expect(args('--kubelet-certificate-authority=/ca.crt')).toEqual(['--kubelet-certificate-authority=/ca.crt']);
    expect(args('--kubelet-insecure-tls')).toEqual(['--kubelet-insecure-tls']);
    expect(args('--x', 'a.example/metrics-server-exporter:1')).toEqual(['--x']);
  });
});
