// How the slots of a chassis are arranged at its front, by model, so that a drawing looks like what the technician stands before.

import type { Said } from '../language.ts';

export interface ChassisModel {
  readonly name: string;
  /** As a person calls it. */
  readonly title: Said;
  /** Slots side by side in a row; rows follow from the number of slots. */
  readonly columns: number;
  /** Whether slot 2 is right of slot 1, or below it. */
  readonly numbering: 'across' | 'down';
  /** As many as the real one has; undefined where it varies. */
  readonly slots?: number;
}

/** Half-height slots where a model has several; numbering as on the chassis' own label. */
export const chassisModels: readonly ChassisModel[] = [
  { name: 'generic', title: { en: 'Chassis', 'zh-CN': '通用机箱' }, columns: 8, numbering: 'across' },
  { name: 'servers', title: { en: 'Rack servers, one below the other', 'zh-CN': '机架服务器，自上而下' }, columns: 1, numbering: 'down' },
  {
    name: 'hpe-c7000',
    title: { en: 'HPE BladeSystem c7000', 'zh-CN': 'HPE BladeSystem c7000' },
    columns: 8,
    numbering: 'across',
    slots: 16,
  },
  {
    name: 'dell-m1000e',
    title: { en: 'Dell PowerEdge M1000e', 'zh-CN': 'Dell PowerEdge M1000e' },
    columns: 8,
    numbering: 'across',
    slots: 16,
  },
  { name: 'cisco-5108', title: { en: 'Cisco UCS 5108', 'zh-CN': 'Cisco UCS 5108' }, columns: 2, numbering: 'across', slots: 8 },
  {
    name: 'supermicro-14',
    title: { en: 'Supermicro SuperBlade, 14 blades', 'zh-CN': 'Supermicro SuperBlade，14 台刀片' },
    columns: 14,
    numbering: 'across',
    slots: 14,
  },
  { name: '2u4n', title: { en: 'Four nodes in two units', 'zh-CN': '2U 四节点' }, columns: 2, numbering: 'across', slots: 4 },
  { name: 'laptop', title: { en: 'This laptop', 'zh-CN': '本笔记本' }, columns: 1, numbering: 'down', slots: 1 },
];

/** The model of this name; an unknown one is drawn as the generic one. */
export const chassisModel = (name: string): ChassisModel => chassisModels.find((model) => model.name === name) ?? chassisModels[0]!;

/** Row and column of slot `number`, from 1, in a chassis of `slots` slots. */
export function placeOfSlot({ columns, numbering }: ChassisModel, slots: number, number: number): { row: number; column: number } {
  const wide = Math.min(columns, slots);
  const rows = Math.ceil(slots / wide);
  const index = number - 1;
  return numbering === 'across'
    ? { row: Math.floor(index / wide) + 1, column: (index % wide) + 1 }
    : { row: (index % rows) + 1, column: Math.floor(index / rows) + 1 };
}
