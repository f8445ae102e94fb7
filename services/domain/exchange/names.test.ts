import { describe, expect, it } from 'vitest';
import { chassisNamer, parseHostname, parseRole, parseSlot, plainName } from './names.ts';

describe('parseSlot', () => {
  it.each([
    ['c1/3', 'c1', 3],
    ['1-3', '1', 3],
    ['left-rack/016', 'left-rack', 16],
    ['chassis 1 slot 3', 'chassis 1', 3],
    ['Enclosure B, Bay 12', 'Enclosure B', 12],
    ['机箱1槽位3', '机箱1', 3],
    ['北区/3号', '北区', 3],
    ['3', undefined, 3],
    ['Bay 07', undefined, 7],
    ['槽位3', undefined, 3],
  ])('reads %s', (text, chassis, number) => expect(parseSlot(text)).toEqual({ ...(chassis && { chassis }), number }));
  it.each(['', 'c1', 'c1/0', 'c1/', '/3', 'slot', 'c1/3000', 'Totals'])('does not read "%s"', (text) =>
    expect(parseSlot(text)).toBeUndefined(),
  );
});

describe('the name of a chassis', () => {
  it.each([
    ['1', 'c1', false],
    ['Chassis 1', 'c1', false],
    ['机箱01', 'c1', false],
    ['chassis-1', 'chassis-1', false],
    ['LEFT', 'left', false],
    ['Räck 5 (Süd)', 'rack-5-sud', true],
    ['北区', 'chassis-1', true],
  ])('for %s is %s', (text, name, proposed) => expect(chassisNamer()(text)).toEqual({ name, proposed }));
  it('is the same for the same text, and never given twice', () => {
    const name = chassisNamer();
    expect(['北区', '南区', '北区', 'a b', 'a.b'].map((text) => name(text).name)).toEqual([
      'chassis-1',
      'chassis-2',
      'chassis-1',
      'a-b',
      'a-b-1',
    ]);
  });
  it('is never longer than a plan takes', () => {
    expect(chassisNamer()('a very long name '.repeat(9)).name.length).toBeLessThanOrEqual(32);
  });
});

describe('other names', () => {
  it('are read without their case and domain', () => {
    expect(parseHostname('Node-1.Rack.example.org')).toBe('node-1');
    expect(parseHostname('node_1')).toBeUndefined();
    expect(plainName('节点 7')).toBe('7');
  });
  it('of roles are those of other systems too', () => {
    const roles = [
      'Master',
      'control plane',
      '主节点',
      'production-central',
      'develop-etcd',
      'minion',
      '工作节点',
      'develop-worker',
      'king',
    ];
    expect(roles.map(parseRole)).toEqual([...Array(5).fill('control-plane'), ...Array(3).fill('worker'), undefined]);
  });
});
