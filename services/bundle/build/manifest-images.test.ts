import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagesIn } from './manifest-images.ts';

const images = (text: string) => {
  const read = imagesIn(text);
  return read.kind === 'read' ? read.uses.map(({ image, alwaysPulled }) => (alwaysPulled ? `${image} always` : image)) : read.kind;
};

const daemonSet = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: kube-flannel-ds }
spec:
  template:
    spec:
      initContainers:
      - { name: install-cni-plugin, image: ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3 }
      containers:
      - name: kube-flannel
        image: ghcr.io/flannel-io/flannel:v0.28.9
        imagePullPolicy: Always
      volumes:
      - { name: models, image: { reference: quay.io/models:v2 } }
      - { name: run, hostPath: { path: /run } }`;

describe('the images in Kubernetes YAML', () => {
  it('are those of every container and of every volume that is one', () => {
    expect(images(daemonSet)).toEqual([
      'ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3',
      'ghcr.io/flannel-io/flannel:v0.28.9',
      'quay.io/models:v2',
    ]);
  });
  it('are found in all documents, in lists, in cron jobs and in kinds nobody knows', () => {
    const text = `---
# nothing here
---
apiVersion: v1
kind: List
items:
- kind: Pod
  spec: { containers: [{ image: a:1 }], ephemeralContainers: [{ image: b:1 }] }
---
kind: CronJob
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: c:1 }] } } } } }
---
kind: Prometheus
apiVersion: monitoring.coreos.com/v1
spec: { podTemplate: { containers: [{ image: d:1 }] } }
`;
    expect(images(text)).toEqual(['a:1', 'b:1', 'c:1', 'd:1']);
  });
  it('are not the schemas of resource definitions that describe containers', () => {
    const text = `kind: CustomResourceDefinition
spec: { versions: [{ schema: { openAPIV3Schema: { properties: { containers: { type: array, items: { properties: { image: { type: string } } } } } } } }] }`;
    expect(images(text)).toEqual([]);
  });
  it('are found where a controller keeps its pod as text, which it starts as it stands, unless it has gaps', () => {
    const text = `kind: ConfigMap
data:
  helperPod.yaml: |-
    kind: Pod
    spec:
      containers:
      - name: helper-pod
        image: docker.io/library/busybox:1.36
        imagePullPolicy: Always
  template.yaml: |-
    spec: { containers: [{ image: "{{ .Image }}" }] }
  notes: 'image: is a word'
`;
    expect(images(text)).toEqual(['docker.io/library/busybox:1.36 always']);
  });
  it('that are no text are told as they stand', () => {
    expect(images('kind: Pod\nspec: { containers: [{ image: { name: x } }] }')).toEqual(['{"name":"x"}']);
  });
  it.each([
    ['{{- if .Values.enabled }}\nkind: Pod\n{{- end }}'],
    ['kind: Pod\nspec:\n  containers:\n  - image: "{{ .Values.image }}:{{ .Values.tag }}"\n'],
  ])('cannot be told of a template: %j', (text) => expect(images(text)).toBe('template'));
  it.each([['<!DOCTYPE html><html><body>404</body></html>'], ['404: Not Found'], [''], ['- a\n- b'], ['a: "'], ['just words']])(
    'cannot be read from %j',
    (text) => expect(['unreadable', []]).toContainEqual(images(text)),
  );
  it('cannot be read where aliases multiply', () => {
    const lines = Array.from(
      { length: 9 },
      (_, index) => `${'abcdefghij'[index + 1]}: &${'abcdefghij'[index + 1]} [${`*${'abcdefghij'[index]},`.repeat(9)}]`,
    );
    expect(images(['a: &a [x,x,x,x,x,x,x,x,x]', ...lines].join('\n'))).toBe('unreadable');
  });
  it('never make it fail, whatever the text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void imagesIn(text)));
    expect(() => images(`a: ${'['.repeat(2000)}${']'.repeat(2000)}`)).not.toThrow();
  });
});
