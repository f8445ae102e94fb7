// What is fetched from release servers: operating systems, Kubernetes' programs, CNI plugins, loaders.

export { type ContainerLinuxOptions, containerLinux } from './container-linux.ts';
export { type FedoraCoreosOptions, fedoraCoreos } from './fedora-coreos.ts';
export { type FlatcarOptions, flatcar } from './flatcar.ts';
export { type CniPluginsOptions, cniPlugins, type KubernetesOptions, kubernetes } from './kubernetes.ts';
export { type LabOptions, labSystem } from './lab.ts';
export {
  type IpxeArchiveOptions,
  ipxeArchive,
  type LoaderDirectoriesOptions,
  loaderDirectories,
} from './loaders.ts';
export type { OsOptions, OsRelease, OsSource } from './release.ts';
