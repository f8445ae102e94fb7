import { describe, expect, it } from 'vitest';
import { keyAction } from './keys.ts';

const press = (key: string, ...held: ('ctrl' | 'shift' | 'alt' | 'meta')[]) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
  metaKey: held.includes('meta'),
});

describe('a key in the grid', () => {
  it.each([...'0123456789abcdefABCDEF'])('%s begins a MAC address', (key) => {
    expect(keyAction(press(key), false)).toEqual({ kind: 'edit', typed: key });
  });
  it('is a role while a brush is in hand, and with Alt always', () => {
    expect(keyAction(press('c'), true)).toEqual({ kind: 'paint', brush: 'control-plane' });
    expect(keyAction(press('c', 'alt'), false)).toEqual({ kind: 'paint', brush: 'control-plane' });
    expect(keyAction(press(' '), true)).toEqual({ kind: 'paint' });
    expect(keyAction(press('d'), true)).toBeUndefined();
  });
  it.each([
    [press('ArrowDown', 'shift'), { kind: 'move', move: 'down', extend: true }],
    [press('End', 'ctrl'), { kind: 'move', move: 'last', extend: false }],
    [press('c', 'ctrl'), undefined],
    [press('a', 'meta'), { kind: 'chassis' }],
    [press('Z', 'ctrl', 'shift'), { kind: 'redo' }],
    [press('Delete'), { kind: 'empty' }],
    [press('Enter'), { kind: 'edit' }],
    [press('Tab'), undefined],
    [press('v', 'ctrl'), undefined],
    [press('g'), undefined],
  ])('%j', (pressed, action) => {
    expect(keyAction(pressed, false)).toEqual(action);
  });
});
