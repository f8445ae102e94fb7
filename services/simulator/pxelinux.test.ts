import { expect, test } from 'vitest';
import { defaultEntry } from './pxelinux.ts';

const menu = `# c1/1
DEFAULT install
PROMPT 1
TIMEOUT 30
SAY local is another one
LABEL other
  LOCALBOOT 0
label install
  kernel ::os/vmlinuz
  INITRD ::os/one.gz,::os/two.gz
  APPEND ignition.firstboot=1 a=b
LABEL local
  LOCALBOOT 0
`;

test('the default entry of a menu, whatever the case of its keywords', () => {
  expect(defaultEntry(menu)).toEqual({
    kernel: '::os/vmlinuz',
    initrds: ['::os/one.gz', '::os/two.gz'],
    append: 'ignition.firstboot=1 a=b',
    local: false,
  });
  expect(defaultEntry(menu.replace('DEFAULT install', 'DEFAULT local'))).toMatchObject({ local: true });
});

test('a menu without a default entry boots nothing', () => {
  expect(defaultEntry(menu.replace('DEFAULT install', ''))).toBeUndefined();
  expect(defaultEntry(menu.replace('DEFAULT install', 'DEFAULT gone'))).toBeUndefined();
});
