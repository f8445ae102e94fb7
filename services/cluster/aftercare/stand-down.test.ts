import { expect, test } from 'vitest';
import { standDown } from './stand-down.ts';

const told: string[] = [];
const inspector = {
  shell: async (command: string) => {
    told.push(command);
    return '';
  },
  remove: async () => void told.push('remove'),
};

test('a blade that leaves keeps neither keys nor data of the cluster, and goes off when the end of the command was told', async () => {
  await standDown(inspector);
  const [command = '', ...after] = told;
  expect(after).toEqual(['remove']);
  const [now, later] = command.split('systemd-run --on-active=30 ');
  expect(now).toContain('for unit in kubelet.service rackstrap-cluster.service; do systemctl disable $unit');
  expect(now).not.toContain('rm ');
  expect(later).toBe('/bin/sh -c "systemctl stop kubelet.service; rm -rf /etc/kubernetes /var/lib/etcd; systemctl poweroff"\'');
});
