// 部署密钥及其保管文件的问题 — problems of a run's secrets and of what they are locked away in, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const secretsInChinese = {
  'vault-there': ['本次部署已有自己的密钥（{file}），刀片可能已经取得。', '请继续使用；只有新的部署才会生成新的密钥。'],
  'vault-missing': [
    '本机上没有本次部署的密钥：不存在 {file}。',
    '请用开始本次部署的那台笔记本继续，或恢复其状态目录。如果还没有刀片取得过密钥，可以重新开始。',
  ],
  'vault-unreadable': ['无法读取本次部署的密钥（{file}）：{reason}。', '请检查磁盘，以及该文件属于谁。'],
  'vault-unwritable': ['无法把本次部署的密钥写入 {file}：{reason}。', '请在本机上腾出空间，或检查其目录属于谁。没有任何改动。'],
  'vault-damaged': ['本次部署的密钥（{file}）已损坏。', '请从状态目录的副本恢复该文件；如果没有副本，已经运行的集群只能从其节点上管理。'],
  'vault-too-new': ['本次部署的密钥（{file}）由更新版本的 Rackstrap 保存。', '请用该版本继续本次部署。'],
  'vault-passphrase-missing': ['本次部署的密钥（{file}）设有口令。', '请给出该口令。'],
  'vault-passphrase-unwanted': ['本次部署的密钥（{file}）没有设口令：由状态目录中的密钥文件打开。', '请不要给出口令。'],
  'vault-passphrase-wrong': ['口令打不开本次部署的密钥（{file}）。', '请重新输入，并留意大小写和键盘布局。没有口令，谁也打不开。'],
  'vault-passphrase-short': ['口令太短：拿到该文件的人可以反复试猜。', '请至少使用 {least} 个字符，最好用四五个互不相关的词。'],
  'vault-key-unreadable': ['用于打开本机各次部署密钥的密钥文件 {key} 无法使用：{reason}。', '请从状态目录的副本恢复该文件。'],
  'vault-key-wrong': [
    '密钥文件 {key} 打不开本次部署的密钥（{file}）：它来自另一台笔记本，或已重新生成。',
    '请恢复本次部署开始时所用的密钥文件。',
  ],
  'vault-not-wiped': ['无法抹除本次部署的密钥（{file}）：{reason}。', '排除原因后请再次抹除；在此之前，拿到本机的人可能打开它们。'],
} satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
