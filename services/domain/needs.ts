// What of a plan the parts of a bundle are for: the words that `satisfies` of a part is written in.

/** kubeadm, kubelet, kubectl, and every image that this kubeadm lists. */
export const kubernetesNeed = 'kubernetes';
/** The address of the control plane that moves between its nodes. */
export const vipNeed = 'vip/kube-vip';
/** A pod network: its manifest, its images, and the plugins it calls. */
export const cniNeed = (cni: string): string => `cni/${cni}`;
export const addonNeed = (addon: string): string => `addon/${addon}`;
/** Programs of the boot menu for machines that are not planned. */
export const menuNeed = 'menu';
/** What the acceptance test runs in pods: the project's own test image, agnhost. */
export const acceptanceNeed = 'acceptance';
