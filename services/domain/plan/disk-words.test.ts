// Disk rules as they are read aloud.

import { describe, expect, it } from 'vitest';
import { diskRuleInWords } from './disk-words.ts';

describe('a disk rule in words', () => {
  it.each([
    [{}, 'the only disk', '唯一的磁盘'],
    [{ pick: 'only' }, 'the only disk', '唯一的磁盘'],
    [
      { pick: 'smallest', transport: 'nvme', minGiB: 100 },
      'the smallest NVMe disk of at least 100 GiB',
      '容量至少 100 GiB 的最小的 NVMe 磁盘',
    ],
    [{ pick: 'largest', maxGiB: 960 }, 'the largest disk of at most 960 GiB', '容量至多 960 GiB 的最大的磁盘'],
    [
      { pick: 'only', transport: 'sas', minGiB: 200, maxGiB: 400 },
      'the only SAS disk of 200 to 400 GiB',
      '容量 200 至 400 GiB 的唯一的 SAS 磁盘',
    ],
    [
      { pick: 'only', serial: 'S3Z9', wwn: '0x5002', model: null },
      'the only disk with the serial number S3Z9 and with the WWN 0x5002',
      '序列号为 S3Z9、WWN 为 0x5002 的唯一的磁盘',
    ],
    [{ pick: null, model: 'PM883' }, 'the only disk whose model has “PM883” in it', '型号含“PM883”的唯一的磁盘'],
  ] as const)('%o', (rule, en, zh) => {
    expect(diskRuleInWords(rule, 'en')).toBe(en);
    expect(diskRuleInWords(rule, 'zh-CN')).toBe(zh);
  });
});
