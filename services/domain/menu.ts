// The boot menu of machines that are not planned: what each of its entries means for a plan, in words for the menu and for the console.

import type { Arch } from './bundle.ts';
import type { Said } from './language.ts';
import type { ArchitectureName, Role } from './plan/v1.ts';

export interface MenuEntry {
  /** As it is typed at a prompt. */
  readonly name: string;
  readonly architecture: ArchitectureName;
  readonly role: Role;
  /** Of a machine that is to be this; the English one is shown on a text screen. */
  readonly title: Said;
}

/**
 * In the order of the menu. A choice is a wish that somebody sees beside the machine on the laptop: it plans nothing and installs nothing. That is
 * done by putting the machine into a slot, arming that slot, and consenting to what becomes of its disk.
 */
export const menuEntries = [
  {
    name: 'simple',
    architecture: 'laptop',
    role: 'control-plane',
    title: { en: 'Simple: one machine that is the whole cluster', 'zh-CN': '简单：一台机器就是整个集群' },
  },
  {
    name: 'small-cluster',
    architecture: 'small',
    role: 'control-plane',
    title: { en: 'Small cluster: one of several equal machines', 'zh-CN': '小型集群：若干相同机器中的一台' },
  },
  {
    name: 'develop-etcd',
    architecture: 'development',
    role: 'control-plane',
    title: { en: 'Development: the machine with etcd and the control plane', 'zh-CN': '开发集群：运行 etcd 和控制平面的机器' },
  },
  {
    name: 'develop-worker',
    architecture: 'development',
    role: 'worker',
    title: { en: 'Development: a worker', 'zh-CN': '开发集群：工作节点' },
  },
  {
    name: 'production-central',
    architecture: 'production',
    role: 'control-plane',
    title: { en: 'Production: a machine of the central services', 'zh-CN': '生产集群：中心服务的机器' },
  },
  {
    name: 'production-worker',
    architecture: 'production',
    role: 'worker',
    title: { en: 'Production: a worker', 'zh-CN': '生产集群：工作节点' },
  },
] as const satisfies readonly MenuEntry[];

export type MenuEntryName = (typeof menuEntries)[number]['name'];

export const menuEntryNames = menuEntries.map(({ name }) => name) as [MenuEntryName, ...MenuEntryName[]];

/** Undefined for a name that is none of the menu's. */
export const menuEntry = (name: string): (typeof menuEntries)[number] | undefined => menuEntries.find((entry) => entry.name === name);

/** What somebody at a machine's console wants it to be. */
export interface Wish {
  readonly entry: MenuEntryName;
  readonly architecture: ArchitectureName;
  readonly role: Role;
  /** Of the machine, as far as its loader tells. */
  readonly arch?: Arch;
}

/** iPXE's `buildarch` → the architecture of the machine. A BIOS build is 32-bit whatever the processor. */
const arches: Readonly<Record<string, Arch>> = { i386: 'amd64', x86_64: 'amd64', arm64: 'arm64' };

/** The wish that an entry stands for, on a machine whose iPXE was built for `buildArchitecture`. */
export function wishFor({ name, architecture, role }: (typeof menuEntries)[number], buildArchitecture: string): Wish {
  const arch = Object.hasOwn(arches, buildArchitecture) ? arches[buildArchitecture] : undefined;
  return { entry: name, architecture, role, ...(arch ? { arch } : {}) };
}
