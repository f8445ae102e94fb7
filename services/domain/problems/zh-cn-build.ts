// 制作离线包时可预见问题的中文说明 — what can keep a bundle from being built, in Simplified Chinese.

import type { bundleBuildProblems } from './bundle-build.ts';

export const buildInChinese: Readonly<Record<keyof typeof bundleBuildProblems, readonly [what: string, todo: string]>> = {
  'spec-unreadable': ['无法读取规格文件 {file}：{reason}。', '请检查路径，以及该文件能否打开。'],
  'spec-yaml': ['这不是有效的 YAML：{reason}。', '请改正此处；逗号、引号、冒号或缩进的错误通常就在它前面。'],
  'spec-not-a-map': ['规格文件不是字段列表。', '请以 “apiVersion: rackstrap/bundle-spec/v1” 开头；示例见 resources/bundles。'],
  'spec-too-new': [
    '规格文件使用格式 {version}；此 Rackstrap 只读 rackstrap/bundle-spec/v1。',
    '请使用该文件所对应的较新版 Rackstrap。其余内容未作检查。',
  ],
  'spec-needs-field': ['{field} 还需要 {needed}。', '请写明 {needed}，或删除 {field}。'],
  'spec-excludes-field': ['{field} 与 {other} 互相矛盾。', '请删除其中之一。'],
  'spec-licence-unknown': ['为 {path} 写明了许可证，而离线包没有这个部分。', '请改正路径，或删除这一行。'],
  'spec-twice': ['{value} 在此处出现两次。', '请删除其中之一。'],
  'build-not-empty': ['{directory} 中有 {found}，并且不是离线包。', '请选择空目录：离线包独占一个目录，不属于它的内容会被删除。'],
  'build-other-bundle': ['{directory} 中是离线包 {found}；而这一个名为 {name}。', '请选择其他目录，或先删除那个离线包。'],
  'build-busy': ['另一个制作过程正在使用 {directory}（{holder}）。', '请等它完成，或结束它。'],
  'build-disk': ['无法写入 {directory}：{reason}。', '请腾出空间或选择其他磁盘，然后再次运行同一命令：它会继续。'],
  'build-space': [
    '{directory} 所在磁盘缺少 {missing} MiB：离线包还需要 {needed} MiB，可用 {free} MiB。',
    '请腾出空间或选择其他磁盘，然后再次运行同一命令。',
  ],
  'build-part-twice': ['{part} 会以不同内容两次进入离线包：{one} 和 {other}。', '请从规格文件中删除其中之一。'],
  'download-absent': ['{part}：{url} 不存在（{status}）。', '请检查规格文件中的版本，以及该架构是否已发布；镜像站可能还没有它。'],
  'download-forbidden': ['{part}：{url} 不允许读取（{status}）。', '请检查该服务器的用户名和密码，以及代理或防火墙是否需要放行它。'],
  'download-status': ['{part}：服务器对 {url} 回应 {status}。', '请稍后再试，或在规格文件中写明镜像站。'],
  'download-later': ['{part}：{url} 的服务器要求等待 {seconds} 秒。', '请在此之后再次运行同一命令：已有的内容会保留。'],
  'download-unreachable': [
    '{part}：无法为 {url} 连接 {host}：{reason}。',
    '请检查网线、名称，以及 HTTP_PROXY、HTTPS_PROXY 和 NO_PROXY；然后再次运行同一命令：它会继续。',
  ],
  'download-cut': ['{part}：{url} 的连接一再中断：{reason}。', '请再次运行同一命令，它会从中断处继续；或在规格文件中写明镜像站。'],
  'download-silent': ['{part}：{url} 多次 {seconds} 秒没有任何数据。', '请检查网络及其代理；然后再次运行同一命令：它会继续。'],
  'download-tls': [
    '{part}：{url} 的证书不可信：{reason}。',
    '请检查本机时钟。若代理会解开 TLS，请在 NODE_EXTRA_CA_CERTS 中写明其证书颁发机构。',
  ],
  'download-proxy': [
    '{part}：代理不放行 {url}：{reason}。',
    '请检查 HTTP_PROXY 和 HTTPS_PROXY 及其用户名和密码，或把该主机写入 NO_PROXY。',
  ],
  'download-redirect': ['{part}：{url} 没有通向任何文件：{reason}。', '请检查规格文件中的地址，或写明镜像站。'],
  'download-unreadable': ['{part}：无法读取 {url}：{reason}。', '请检查 --from 给出的目录及其磁盘。'],
  'download-too-large': ['{part}：{url} 超过 {limit} 字节。', '这不是所要的文件；请检查地址或镜像站。'],
  'download-size': ['{part}：{url} 有 {found} 字节，应为 {size} 字节。', '镜像站或代理给出了另一个文件；请稍后再试，或写明其他镜像站。'],
  'download-hash': [
    '{part}：{url} 已损坏：其 SHA-256 两次都是 {found}，应为 {sha256}。',
    '代理或镜像站改动了文件；请绕过代理获取，或写明其他镜像站。',
  ],
};
