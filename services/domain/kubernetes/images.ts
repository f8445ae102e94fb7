// Which images a node of each role runs.

/** Run on control-plane nodes only: kubeadm starts them as static pods there. */
const controlPlane = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];

/** `kube-proxy` of `registry.k8s.io/kube-proxy:v1.37.1`: the last part of the name, without tag and digest. */
export const imageName = (reference: string): string => reference.replace(/@.*$/, '').split('/').at(-1)!.split(':')[0]!;

export const isControlPlaneImage = (reference: string): boolean => controlPlane.includes(imageName(reference));

/** Kubernetes' own test image at the version that its newest minor's own tests run (test/utils/image/manifest.go of 1.37.1). */
export const agnhostVersion = '2.66.1';
export const agnhostImage = (version: string): string => `registry.k8s.io/e2e-test-images/agnhost:${version}`;

/** What containerd holds a pod's namespaces with. */
export const isSandboxImage = (reference: string): boolean => imageName(reference) === 'pause';
