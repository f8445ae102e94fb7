// 上游发布文件及其签名的问题 — problems of upstream releases and their signatures, in Simplified Chinese.

import type { ProblemCode } from '../problem.ts';

export const releasesInChinese = {
  'openpgp-key-unreadable': ['{part} 的签名密钥文件不是 OpenPGP 公钥：{reason}。', '请从该版本的发布处重新获取密钥文件。'],
  'openpgp-key-mismatch': [
    '{part} 的签名密钥文件包含 {found}，而不是密钥 {wanted}。',
    '请获取正确的密钥文件；如果该项目确实更换了密钥，请通过其他途径核对新指纹，并写入规格文件。',
  ],
  'openpgp-key-old': [
    '{part} 由 {signer} 签名，而此文件中的密钥 {key} 没有它：签名密钥文件比该版本旧。',
    '请从发布处获取当前的密钥文件。如果其中仍没有 {signer}，则是他人所签：请勿使用。',
  ],
  'openpgp-key-unfit': [
    '{part} 由 {signer} 签名，但它不能代表密钥 {key} 签名：{reason}。',
    '请获取当前的签名密钥文件；如果结果相同，请勿使用该版本。',
  ],
  'openpgp-key-revoked': ['{part} 由 {signer} 签名，该密钥已于 {revoked} 吊销。', '请勿使用该版本：请选用由有效密钥签名的版本。'],
  'openpgp-key-expired': [
    '{part} 于 {signed} 由 {signer} 签名，而该密钥已于 {expired} 过期。',
    '请获取当前的签名密钥文件，其有效期可能已延长；如果结果相同，请勿使用该版本。',
  ],
  'openpgp-clock': ['本机时钟为 {now}；{part} 的签名时间更晚，为 {signed}。', '请校准本机时钟，然后重新构建。'],
  'openpgp-signature-unreadable': ['{part} 的签名不是针对文件的 OpenPGP 签名：{reason}。', '请检查地址；重新下载该版本。'],
  'openpgp-signature-expired': ['{part} 的签名做于 {signed}，仅在 {expired} 之前有效。', '请选用签名仍然有效的版本。'],
  'openpgp-hash-weak': ['{part} 的签名使用 {hash}，可以被伪造。', '请选用以 SHA-256 或更强算法签名的版本。'],
  'openpgp-signature-wrong': [
    '{part} 不是 {signer} 所签的内容：它在途中被修改或截断，或者签名属于另一个文件。',
    '请重新下载两者；如果仍不行，请勿使用该来源。',
  ],
  'release-version-unreadable': ['{url} 没有给出版本。', '请检查地址；或在规格文件中写明确切版本。'],
  'release-list-unreadable': ['{url} 不是应有的清单：{reason}。', '请检查地址；服务器可能返回了错误页面。'],
  'release-file-unlisted': ['{url} 没有列出适用于 {arch} 的 {file}。', '请选择其他版本，或去掉该架构。'],
  'release-checksum-unreadable': ['{url} 没有 {file} 的 SHA-256。', '请检查地址；服务器可能返回了错误页面。'],
  'release-key-unknown': ['此 Rackstrap 不知道 {system} {version} 的签名密钥。', '请在该项目自己的网页上查看其指纹，并写入规格文件。'],
  'loaders-none': ['{from} 中没有任何用于启动刀片的引导程序。', '请检查地址或目录。'],
  'loaders-archive-damaged': ['无法解包引导程序压缩包 {archive}：{reason}。', '请重新下载。'],
} satisfies Partial<Record<ProblemCode, readonly [what: string, todo: string]>>;
