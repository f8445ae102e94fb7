// What the parts of a bundle are called: each kind as a heading over several of them, and the machines they are for.

import type { PartKind } from '../../services/domain/bundle.ts';
import { words } from '../i18n/index.ts';

const english = {
  loader: 'Boot loaders',
  kernel: 'Kernels',
  initrd: 'Live systems',
  rootfs: 'Root file systems',
  image: 'Disk images',
  'signing-key': 'Signing keys',
  binary: 'Programs',
  'cni-plugins': 'CNI plugins',
  'container-image': 'Container images',
  manifest: 'Kubernetes manifests',
  other: 'Other parts',
} as const satisfies Record<PartKind, string>;

export const partWords = words(
  'part',
  { ...english, any: 'every machine' },
  {
    loader: '引导程序',
    kernel: '内核',
    initrd: '内存系统',
    rootfs: '根文件系统',
    image: '磁盘镜像',
    'signing-key': '签名公钥',
    binary: '程序',
    'cni-plugins': 'CNI 插件',
    'container-image': '容器镜像',
    manifest: 'Kubernetes 清单',
    other: '其他内容',
    any: '所有机器',
  },
);
