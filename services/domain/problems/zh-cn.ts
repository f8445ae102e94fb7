// 每个可预见问题的中文说明 — every expected problem in Simplified Chinese, by its code; parameters as in the English words.

import type { ProblemCode } from '../problem.ts';
import { acceptanceInChinese } from './zh-cn-acceptance.ts';
import { addressesInChinese } from './zh-cn-addresses.ts';
import { buildInChinese } from './zh-cn-build.ts';
import { clusterAftercareInChinese } from './zh-cn-cluster-aftercare.ts';
import { clusterLifeInChinese } from './zh-cn-cluster-life.ts';
import { handoverInChinese } from './zh-cn-handover.ts';
import { kubernetesInChinese } from './zh-cn-kubernetes.ts';
import { releasesInChinese } from './zh-cn-releases.ts';
import { secretsInChinese } from './zh-cn-secrets.ts';
import { vmInChinese } from './zh-cn-vm.ts';

type Entry = readonly [what: string, todo: string];

const files = {
  'plan-unreadable': ['无法读取计划文件 {file}：{reason}。', '请检查路径，以及该文件能否打开。'],
  'plan-too-large': ['计划文件 {file} 大于 {limit} KiB。', '这不是计划文件；请选择本机架的 YAML 文件。'],
  'plan-not-text': ['计划文件 {file} 不是 UTF-8 文本。', '请另存为 UTF-8。'],
  'plan-yaml': ['这不是有效的 YAML：{reason}。', '请改正此处；逗号、引号、冒号或缩进的错误通常就在它前面。'],
  'plan-yaml-doubtful': ['YAML 对此处的理解可能不是您的本意：{reason}。', '含特殊字符的文本请加引号。'],
  'plan-aliases': ['计划中用别名（*name）重复的部分过多。', '请把重复的部分直接写出来。'],
  'plan-not-written': ['无法写入计划文件 {file}：{reason}。', '请腾出空间或换一个位置，然后再次保存。'],
  'plan-changed-on-disk': ['计划文件 {file} 打开之后被别人修改过。', '请重新打开，查看改动，再重复您的修改。'],
  'plan-not-yaml-file': ['{file} 不是计划文件。', '请选择扩展名为 .yaml 或 .yml 的文件。'],
  'plan-place-malformed': ['“{where}”不是计划中的位置。', '请按 network.vip 或 blades[2].ip 的形式书写。'],
  'plan-name-taken': ['已存在计划文件 {file}。', '请换一个名称，或打开那个文件。'],
  'plan-nothing-to-undo': ['没有可以撤销或重做的修改。', '请继续编辑。'],
  'plan-has-errors': ['计划 {file} 还有 {errors} 个错误。', '请先改正检查列出的问题，再执行此操作。'],
  'console-silent': ['本笔记本上的 Rackstrap 没有应答。', '没有丢失任何内容。请看它的终端或窗口是否仍在运行；若没有，请重新启动。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const shape = {
  'plan-not-a-map': ['计划不是字段列表。', '请以 “apiVersion: rackstrap/v1” 开头，每行写一个计划字段。'],
  'plan-version-unknown': ['计划没有说明所用的格式版本。', '请把 {newest} 写为 apiVersion。'],
  'plan-too-new': ['计划使用格式 {version}；此 Rackstrap 最高支持 {newest}。', '请使用制作该计划的较新版 Rackstrap。其余内容未作检查。'],
  'plan-field-unknown': ['此处没有字段 {field}。', '{advice}'],
  'plan-field-missing': ['{field} 缺失或为空。', '请填写：{wanted}。'],
  'plan-value-wrong': ['{value} 不应出现在这里。', '请填写：{wanted}。'],
  'plan-value-unquoted': ['YAML 把 {value} 读成了数字而不是文本。', '请加引号，并填写：{wanted}。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const blades = {
  'plan-chassis-twice': ['机箱名称 {name} 已在 {other} 使用。', '请给每个机箱不同的名称。'],
  'plan-chassis-unknown': ['没有机箱 {name}。', '计划中有 {known}：请改正槽位，或添加该机箱。'],
  'plan-slot-beyond': ['机箱 {chassis} 有 {slots} 个槽位；没有 {number} 号槽位。', '请改正槽位，或改正槽位数量。'],
  'plan-slot-twice': ['槽位 {slot} 已在 {other} 描述过。', '一个槽位只能有一块刀片：请改正其中之一。'],
  'plan-mac-twice': ['MAC 地址 {mac} 已在 {other} 使用。', '请重新核对两张标签：每个网口都有自己的 MAC 地址。'],
  'plan-mac-not-a-port': ['{mac} 是 {kind}，不是某个网口的地址。', '请重新查看标签；网口地址的第二位是偶数，且不会全为 0。'],
  'plan-hostname-twice': ['主机名 {hostname} 已在 {other} 使用。', '请给每块刀片不同的主机名。'],
  'plan-address-none': ['刀片 {slot} 没有地址。', '请填写它的 ip，或给机箱设置 firstIp，由它推算每个槽位的地址。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const cluster = {
  'plan-blade-count': ['架构 {architecture} 需要 {allowed} 块刀片；计划中有 {count} 块。', '请增减刀片，或选择其他架构。'],
  'plan-control-plane-count': [
    '架构 {architecture} 需要 {allowed} 块控制平面刀片；计划中有 {count} 块。',
    '请改正各刀片的角色，或选择其他架构。',
  ],
  'plan-worker-count': ['架构 {architecture} 需要 {least} 到 {most} 个工作节点；计划中有 {count} 个。', '请增减工作节点，或选择其他架构。'],
  'plan-role-contradicts': ['在架构 {architecture} 中每块刀片都是 {role}；这一块却是 {said}。', '请删除该角色，或选择其他架构。'],
  'plan-etcd-even': [
    '{members} 个 etcd 成员只能容忍 {mayFail} 个故障：并不比 {fewer} 个更多，却多了一个可能故障的成员。',
    '请使用 {fewer} 个或 {more} 个，或在 etcd.evenReason 中写明必须用 {members} 个的理由。',
  ],
  'plan-etcd-even-wanted': [
    '{members} 个 etcd 成员只能容忍 {mayFail} 个故障，并不比 {fewer} 个更多。计划给出的理由：{reason}。',
    '理由不再成立时，请改用 {fewer} 个或 {more} 个。',
  ],
  'plan-vip-missing': [
    '架构 {architecture} 的控制平面分布在多块刀片上，却没有地址能通向其中在线的一块。',
    '请把子网中一个空闲地址写为 network.vip。',
  ],
  'plan-vip-useless': ['只有一块控制平面刀片：VIP {vip} 没有别处可以漂移。', '请删除 network.vip。'],
  'plan-vip-out-of-reach': ['刀片 {slot} 在 DHCP 中继之后，VIP {vip} 永远无法漂移到它。', '请把所有控制平面刀片放入 {subnet}。'],
  'plan-chassis-shared': [
    '控制平面刀片 {other} 和 {slot} 同在机箱 {chassis}：机箱故障时两块一起失效。',
    '请把该角色交给其他机箱的刀片，或把 placement.controlPlane 设为 anywhere。',
  ],
  'plan-range-unaligned': ['{value} 不在该长度网段的起点上。', '请填写 {aligned}。'],
  'plan-ranges-same-family': ['{range} 和 {other} 属于同一地址族。', '请只写一个网段，或 IPv4、IPv6 各一个。'],
  'plan-families-differ': [
    'Pod 使用 {pods}，服务使用 {services}：只有其中一种地址的一方无法通过另一种访问。',
    '请让两者使用相同的地址族。',
  ],
  'plan-services-family': [
    '刀片使用 IPv4 地址，而服务的第一个网段（{range}）是 IPv6 时 API 服务器无法启动。',
    '请先写 IPv4 网段，其后可以再写一个 IPv6 网段。',
  ],
  'plan-pod-prefix': [
    '每个节点的 /{podPrefix} 不是 {range} 的可用部分：必须在 /{shortest} 到 /{longest} 之间。',
    '请改正 network.podPrefix，或选择其他网段。',
  ],
  'plan-pods-few-nodes': [
    '{range} 按 /{podPrefix} 划分只够 {nodes} 个节点；计划中有 {planned} 个。',
    '请选择更大的网段（斜杠后的数字更小），或更小的划分（更大的 network.podPrefix）。',
  ],
  'plan-pods-no-growth': [
    '{range} 按 /{podPrefix} 划分够 {nodes} 个节点；已计划 {planned} 个，几乎没有扩展余地。',
    '请现在就选择更大的网段：集群运行后无法更改。',
  ],
  'plan-services-large': ['{range} 对服务来说太大：最大为 /{shortest}。', '请选择更小的网段；/20 可容纳 4094 个服务。'],
  'plan-services-small': ['{range} 对服务来说太小：最小为 /{longest}。', '请选择更大的网段；/20 可容纳 4094 个服务。'],
  'plan-address-in-range': ['{address} 位于 {other} 的 {range} 内：集群会把发往它的流量留在内部。', '请选择不包含您任何服务器的网段。'],
  'plan-overlaps-adapter': [
    '{range} 与本笔记本网卡 {adapter} 上的 {net} 重叠。',
    '请拔下或关闭 {adapter}（Wi-Fi、扩展坞），或选择其他网段。',
  ],
  'plan-label': [
    '{label} 不是 Kubernetes 接受的标签。',
    '请写“名称”或“前缀/名称”以及值，由字母、数字、连字符、点和下划线组成，最多 63 个字符，例如 example.org/cabinet: A7。',
  ],
} satisfies Partial<Record<ProblemCode, Entry>>;

const addresses = {
  'plan-ipv6-not-yet': ['{value} 是 IPv6；装机网络只使用 IPv4。', '请填写 IPv4 地址或网段。'],
  'plan-address-outside': ['{address}（{who}）不在 {subnets} 内。', '请改正该地址或子网。'],
  'plan-address-reserved': ['{address}（{who}）是 {subnet} 的 {kind} 地址。', '请另选一个：任何机器都不能使用它。'],
  'plan-address-twice': ['{address}（{who}）已经是 {other} 的地址。', '请给其中之一换一个地址。'],
  'plan-address-in-pool': ['{address}（{who}）位于 DHCP 地址池 {pool} 内。', '请移动地址池或该地址：地址池只供计划外的机器使用。'],
  'plan-needs-laptop': ['{address} 的{who}就是本笔记本：笔记本离开后，已安装的刀片会失去它。', '请填写长期存在的设备的地址。'],
  'plan-on-loopback': ['{subnet} 位于本笔记本内部：只能用于虚拟机架。', '真实刀片请选择私有网段，例如 10.20.30.0/24。'],
  'plan-subnet-special': ['{subnet} 属于 {kind} 网段；机器不能使用其中的地址。', '请选择私有网段，例如 10.20.30.0/24。'],
  'plan-subnet-small': ['{subnet} 可供机器使用的地址有 {room} 个；计划需要 {needed} 个。', '请选择更大的子网（斜杠后的数字更小）。'],
  'plan-ranges-overlap': ['{range} 与 {other} 的 {otherRange} 重叠。', '请选择没有共同地址的网段。'],
  'plan-pool-order': ['地址池的末尾 {last} 在首地址 {first} 之前。', '请交换两者。'],
  'plan-menu-unused': [
    '启动菜单只给从地址池取得地址的机器，而此计划不分配这样的地址。',
    '请设置地址池（network.dhcp.pool，full 模式），或删除 menu。',
  ],
  'plan-pool-unused': ['在代理模式下，所有地址由现场自己的 DHCP 服务器分配；地址池不会被使用。', '请删除地址池，或使用 full 模式。'],
  'plan-nothing-to-announce': ['{field} 已开启，但 network.{missing} 为空。', '请填写它，或关闭此项。'],
  'plan-node-ports': ['NodePort 端口范围 {range} 有误：{reason}。', '请按“首-末”填写，例如 30000-32767。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const disksAndAccess = {
  'plan-disk-sizes': ['没有磁盘能同时不小于 {min} GiB 且不大于 {max} GiB。', '请交换两者，或去掉其中之一。'],
  'plan-disk-one-machine': [
    '{field} 只指向一块磁盘，而此规则用于 {blades} 块刀片；最多只适合其中一块。',
    '请写到那块刀片自己的磁盘规则中。',
  ],
  'plan-ssh-key': ['这不是 SSH 公钥：{reason}。', '请粘贴 .pub 文件中的那一行，例如 “ssh-ed25519 AAAA… name”。'],
  'plan-ssh-key-weak': ['此 SSH 密钥强度不足：{reason}。', '请新建一个：ssh-keygen -t ed25519。'],
  'plan-ssh-key-private': ['这是 SSH 私钥。', '请删除它，改写 .pub 文件中的那一行，并重新生成密钥对：读过此计划的人都拥有了该密钥。'],
  'plan-ssh-key-private-refused': [
    '这是 SSH 私钥；没有采用，也没有保留其中任何内容。',
    '请使用它旁边的 .pub 文件中的那一行。私钥绝不应离开它所属的机器。',
  ],
  'plan-nobody-can-log-in': ['既没有 SSH 密钥，也没有控制台登录：没有人能登录刀片。', '请在 access.sshKeys 中添加 SSH 公钥。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const bundles = {
  'first-boot-full': [
    '刀片首次启动时要获取 {needs} MB，而其系统在扩展到整个磁盘之前只有 {has} MB 的空间。',
    '请先从计划中去掉映像较大的附加组件，待集群建立后再添加，或使用其他操作系统的离线包。',
  ],
  'os-part-absent': ['离线包 {bundle} 中没有 {part}，缺少它无法安装任何刀片。', '请重新制作包含该文件的离线包，或选择其他离线包。'],
  'loader-absent': ['计划要求引导程序 {loader}，但离线包中没有 {file}。', '请选择其他引导程序，或重新制作包含该文件的离线包。'],
  'firmware-without-loader': [
    '离线包中没有适用于 {firmware} 刀片的引导程序：缺少 {files}。',
    '如果机架中有这种刀片，请重新制作包含该文件的离线包。',
  ],
  'bundle-unreadable': ['无法打开离线包 {bundle}：{reason}。', '请检查路径；从 U 盘重新复制离线包。'],
  'bundle-manifest': ['离线包 {bundle} 的清单无效：{reason}。', '请重新复制离线包；如仍无效，请重新制作。'],
  'bundle-part-twice': ['离线包的清单中 {part} 出现了两次。', '请重新制作离线包。'],
  'bundle-file-missing': ['{part} 在离线包清单中，但目录中没有该文件。', '请重新复制离线包；在此之前无法提供该文件。'],
  'bundle-part-size': ['离线包中的 {part} 为 {found} 字节，应为 {size} 字节：复制没有完成。', '请重新复制离线包；在此之前不提供该文件。'],
  'bundle-part-damaged': ['离线包中的 {part} 已损坏：其 SHA-256 与清单不符。', '请重新复制离线包；在此之前不提供该文件。'],
  'bundle-part-unreadable': ['无法读取离线包中的 {part}：{reason}。', '请检查它所在的磁盘，并重新复制离线包。'],
  'bundle-other': ['计划要求离线包 {wanted}；给出的是 {found}。', '请指定正确的离线包；如果确实要用 {found}，请写入计划。'],
  'bundle-not-given': ['没有指定离线包。', '请用 --bundle 指定离线包的目录。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const trust = {
  'bundle-too-new': [
    '离线包 {bundle} 的 {file} 使用格式 {version}：由较新版的 Rackstrap 制作。',
    '请使用该版本的 Rackstrap，或此版本能读取的离线包。其中的任何内容都不会被使用。',
  ],
  'bundle-tampered': [
    '离线包 {bundle} 的清单与签名时不同：之后被修改过，或副本已损坏。',
    '请勿使用。请重新复制离线包；如仍如此，请询问制作者。其中的任何内容都不会被使用。',
  ],
  'bundle-signature-malformed': [
    '离线包 {bundle} 的签名（manifest.sig）无效：{reason}。',
    '请重新复制离线包；如仍无效，请重新签名。其中的任何内容都不会被使用。',
  ],
  'bundle-unsigned': [
    '离线包 {bundle} 没有签名：无法证明由谁制作。',
    '请获取有签名的离线包；如果您知道它的来源，可在向导中或用 --accept-untrusted-bundle 为本次运行接受它。',
  ],
  'bundle-key-unknown': [
    '离线包 {bundle} 由本笔记本不信任的密钥签名：{words}。',
    '请向制作者询问这十二个单词。如果相同，请信任该密钥（rackstrap bundle trust），或为本次运行接受此离线包。',
  ],
  'bundle-taken-untrusted': [
    '本次运行从离线包 {bundle} 安装，尽管没有本笔记本信任的密钥为它签名：有人接受了它。',
    '如果无误，请继续；日志中记录了何时以及如何接受。',
  ],
  'bundle-not-as-seen': ['离线包 {bundle} 不是之前接受的那一个：其清单已改变。', '请重新查看；如果无误，请再次接受。'],
  'clock-before-bundle': ['本笔记本的时钟是 {now}，而离线包制作于其后的 {created}。', '请校准本笔记本的时钟，并检查时区：刀片以它为准。'],
  'key-not-named': ['没有指定密钥。', '请指定一个以 .pub 结尾的文件；或使用 --list，或 --remove 加十二个单词。'],
  'key-file-not-given': ['没有为密钥指定文件。', '请用 {option} 指定。'],
  'key-unreadable': ['无法打开密钥 {file}：{reason}。', '请检查路径。'],
  'key-malformed': ['{file} 不是密钥：{reason}。', '请给出 rackstrap bundle keygen 写出的文件。'],
  'key-is-private': ['{file} 是私钥。它用于给离线包签名，只能由制作者保管。', '请给出旁边以 .pub 结尾的文件，并从本笔记本上移走私钥。'],
  'key-passphrase-missing': ['密钥 {file} 有口令。', '请用 --passphrase-file 指定存放口令的文件。'],
  'key-passphrase-wrong': ['该口令打不开密钥 {file}。', '请检查它是否属于另一个密钥。'],
  'passphrase-unusable': ['{file} 中没有可用的口令：{reason}。', '请把口令写在它的第一行。'],
  'key-comment-wrong': ['{comment} 不能作为密钥的注释。', '请写一行文字，最多 200 个字符。'],
  'file-in-the-way': ['已存在文件 {file}。', '请换一个名称：密钥从不被覆盖。'],
  'file-unwritable': ['无法写入 {file}：{reason}。', '请换一个位置，或腾出空间。'],
  'key-words-malformed': ['这不是一个密钥的十二个单词：{reason}。', '请按对方所述重新输入。'],
  'key-words-differ': ['密钥 {file} 的单词是另外一些：{words}。没有信任它。', '请再次向制作者核对，既核对密钥，也核对单词。'],
  'key-words-not-compared': [
    '密钥 {file} 尚未被信任。它的单词是：{words}。',
    '请与制作者告知的单词核对，不要与 U 盘上的核对；然后用 --words "…" 给出。',
  ],
  'key-not-trusted': ['本笔记本不信任单词为 {words} 的密钥。', '请用 rackstrap bundle trust --list 查看已信任的密钥。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const importing = {
  'bundle-link': [
    '离线包 {bundle} 中的 {name} 是指向别处的链接。',
    '请从制作处重新复制离线包，复制文件本身而不是链接。在此之前不使用其中任何内容。',
  ],
  'bundle-part-link': ['离线包中的 {part} 是指向别处的链接。', '请从制作处重新复制离线包，复制文件本身而不是链接；在此之前不提供该文件。'],
  'bundle-name-taken': [
    '这台笔记本上已有另一个名为 {bundle} 的离线包。',
    '请确认哪一个正确。用 rackstrap bundle prune 删除另一个，或请人以其他版本号重新制作。',
  ],
  'import-no-room': [
    '离线包 {bundle} 在这台笔记本上需要 {needed}，但只有 {free} 可用：还差 {missing}。',
    '请释放一些空间（例如用 rackstrap bundle prune），然后重新导入。没有复制任何内容。',
  ],
  'import-disk-full': ['复制 {part} 时，这台笔记本的磁盘已满。', '请释放一些空间并重新导入：将从中断处继续。'],
  'import-unwritable': ['无法把离线包保存到 {directory}：{reason}。', '请检查这台笔记本的磁盘，然后重新导入。'],
  'import-stick-gone': ['复制 {part} 时无法再读取离线包：U 盘已被拔出。', '请插回 U 盘并重新导入：将从中断处继续。'],
  'import-incomplete': [
    '离线包 {bundle} 没有导入：它的 {parts} 个文件中有 {bad} 个在 U 盘上缺失或损坏。',
    '请重新把它复制到 U 盘，或换一个 U 盘，然后重新导入。完好的文件已保留，届时只复制其余文件。',
  ],
  'library-busy': ['这台笔记本上正在导入或删除离线包（{holder}）。', '请等待它完成。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const fit = {
  'bundle-none-of-name': [
    '没有离线包 {bundle}：既没有该路径的目录，{directory} 中也没有这个名称的离线包。',
    '请检查路径，或先导入离线包。',
  ],
  'laptop-space-small': [
    '导入该离线包需要本笔记本上 {needed} 的空间，而 {directory} 中只剩 {free}。',
    '请在导入前腾出空间，或直接从它所在的位置使用。',
  ],
  'os-live-mixed': ['{arch} 刀片的内存系统由不同版本拼成：{parts}。它无法启动。', '请重新制作离线包，全部使用同一版本。'],
  'os-image-other': [
    '{arch} 刀片的内存系统版本为 {live}，镜像版本为 {image}：{live} 要安装它不认识的版本。',
    '请重新制作离线包，两者使用同一版本；如果确实要这样，可以保留。',
  ],
  'signing-key-newer': [
    '镜像由 {image} 签名，该密钥晚于内存系统，后者只认识 {live}：手动运行其自带的安装程序会拒绝该镜像。',
    'Rackstrap 按 SHA-256 校验，照常安装。重新制作离线包时请放入签名公钥。',
  ],
  'ignition-too-old': [
    '离线包中系统的 Ignition {ignition} 最高接受 {takes} 的配置；生成的配置为 {written}。',
    '请选择包含较新版本的离线包。',
  ],
  'secure-boot-os-unsigned': [
    '开启安全启动（Secure Boot）时，固件会启动已签名的引导程序，但会拒绝 {os} 的内核：其签名密钥不为固件所知。',
    '请在这些刀片的固件中关闭安全启动，或在安装前把签署 {os} 的密钥写入固件（db）。',
  ],
  'kubernetes-absent': [
    '计划要建立 Kubernetes，而离线包 {bundle} 中没有。',
    '请选择包含 Kubernetes 的离线包；或从计划中删除 kubernetes，只安装操作系统。',
  ],
  'cluster-part-absent': [
    '离线包 {bundle} 中没有适用于 {arch} 刀片的 {part}，而 {need} 需要它。',
    '请重新制作包含它的离线包，或选择其他离线包。',
  ],
  'kubernetes-version-other': [
    '计划要求 Kubernetes {wanted}；离线包 {bundle} 中是 {found}。',
    '请把 {found} 写入计划，或选择包含 {wanted} 的离线包。',
  ],
  'kubernetes-too-old': [
    'Kubernetes {version} 低于 Rackstrap 支持的最低版本 {oldest}。',
    '请用 {oldest} 到 {newest} 之间的版本制作离线包。',
  ],
  'kubernetes-too-new': [
    'Kubernetes {version} 比此 Rackstrap 所知的 {oldest} 到 {newest} 更新：可能需要不同的设置。',
    '请使用较新版的 Rackstrap，或用 {oldest} 到 {newest} 之间的版本制作离线包。',
  ],
  'kubernetes-skew': [
    '{program} {version} 不能与 Kubernetes {kubernetes} 的控制平面一起工作。',
    '请重新制作离线包，所有程序使用同一版本。',
  ],
  'kubernetes-needs-cgroup2': [
    'Kubernetes {kubernetes} 无法在 {family} 上启动：它使用 cgroup v1。',
    '请选择其他操作系统的离线包，或 1.35 之前的 Kubernetes。',
  ],
  'containerd-refused': [
    'Kubernetes {kubernetes} 不能与离线包中系统的 containerd {containerd} 一起工作。',
    '请选择带 containerd 2 的较新操作系统版本，或较旧的 Kubernetes。',
  ],
  'containerd-untested': [
    'Kubernetes {kubernetes} 没有与离线包中系统的 containerd {containerd} 一起测试过；测试过的是 {wanted} 及其后续修订版。',
    '重新制作离线包时请优先选择较新的操作系统版本。',
  ],
  'containerd-ended': [
    '离线包中系统的 containerd {containerd} 自 {ends} 起不再有安全修复，早于离线包的制作时间。',
    '重新制作离线包时请优先选择较新的操作系统版本。',
  ],
  'sandbox-image-absent': [
    'containerd {containerd} 默认用 {image} 启动每个 Pod，而离线包中没有该镜像；已在其配置中改用另一个。',
    '无需处理。如果有人替换该配置，必须指定离线包中有的镜像。',
  ],
  'disk-rule-small': ['规则最大只接受 {largest} GiB 的磁盘，而每块磁盘约写入 {needed} GiB。', '请允许更大的磁盘，或确认内容确实放得下。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const runs = {
  'appliance-already-running': ['Rackstrap 已在处理计划 {plan}（{holder}）。', '请使用那一个，或先结束它再启动另一个。'],
  'run-unreadable': ['无法读取运行 {run} 的记录：{reason}。', '请移走它的目录并开始新的运行；保留它以备报告。'],
  'state-unwritable': ['无法写入状态目录 {directory}：{reason}。', '请在笔记本上腾出空间，或选择其他目录。'],
  'journal-full': ['无法写入日志 {file}：{reason}。在此期间不允许安装任何新的刀片。', '请在笔记本上腾出空间；Rackstrap 会自行继续。'],
  'journal-damaged': ['日志 {file} 已损坏：{reason}。', '请移走它的目录并开始新的运行；保留它以备报告。'],
  'journal-too-new': ['日志 {file} 由较新版的 Rackstrap 写成。', '请使用该版本继续此运行。'],
  'run-none': ['本笔记本上没有打开的运行。', '请选择计划和离线包，并启动服务。'],
  'run-open': ['运行 {run} 正在进行。', '请先停止它的服务。'],
  'plan-changed-since-start': [
    '此运行启动之后，计划文件 {file} 被修改过。',
    '运行仍使用启动时的计划。要改用新的计划，请停止服务后再次启动。',
  ],
  'services-ended': [
    'Rackstrap 出错，运行 {run} 的服务已停止：{reason}。',
    '请再次启动：运行会从原处继续。终端中有供开发者查看的详细信息。',
  ],
  'adapter-no-link': ['本笔记本没有已接通的网卡。', '请插好部署网络的网线，两端都要检查。'],
  'adapters-overlap': [
    '网卡 {one} 和 {other} 都在 {net} 中：笔记本可能从错误的网卡向刀片发送。',
    '请停用其中之一，或为它设置其他网络的地址。',
  ],
  'dhcp-server-heard': [
    '此网络上有另一台 DHCP 服务器 {server} 在分配地址。',
    '请在此网络上将其关闭或拔掉；如果它是现场自有的服务器，请在计划中选择 DHCP 模式 proxy。',
  ],
  'power-not-virtual': ['这些是真实刀片；本笔记本无法控制它们的电源。', '请在机架上或通过 BMC 开机。'],
  'slot-unknown': ['计划中没有槽位 {slot}。', '此计划的槽位：{known}。'],
  'slot-writing': ['槽位 {slot} 正在写入磁盘。', '请等待它完成或失败。'],
  'option-missing': ['缺少 {option}。', '应为 {expected}。'],
  'option-malformed': ['{option} 的值为 {given}。', '应为 {expected}。'],
  'word-unexpected': ['{word} 不属于任何选项。', '槽位应写在 --consent-wipe 之后。'],
  'call-unknown': ['控制台没有调用 {call}。', '请重新加载页面：它可能比此 Rackstrap 旧。'],
  'call-malformed': ['无法理解该调用：{reason}。', '请重新加载页面：它可能比此 Rackstrap 旧。'],
  'call-failed': ['Rackstrap 在此调用中出错。', '服务仍在继续。请保留终端中的相关输出以备报告。'],
  'port-busy': ['{protocol} 端口 {port} 已被 {holder} 占用。', '请停止该程序，或把此服务交给它，然后重新启动。'],
  'port-forbidden': ['当前用户无权打开 {protocol} 端口 {port}。', '请以管理员权限启动（root，或 CAP_NET_BIND_SERVICE）。'],
  'adapter-missing': ['本笔记本没有网卡 {device}。', '请插上它，或选择其他网卡。'],
  'address-missing': ['本笔记本没有任何网卡使用地址 {address}。', '请给所选网卡设置该地址，或把笔记本自己的地址写入计划。'],
  'address-elsewhere': ['地址 {address} 在网卡 {found} 上，而不在 {device} 上。', '请选择 {found}，或只把该地址设置给 {device}。'],
  'no-router-advertisement': [
    '无法在 {device} 上发送路由器通告（{reason}），因此 iPXE 每次启动会多等约 13 秒。其他不受影响。',
    '请为该网卡启用 IPv6 并以管理员权限启动，或保持现状。',
  ],
} satisfies Partial<Record<ProblemCode, Entry>>;

const booting = {
  'blade-silent': [
    '已启用安装，但没有收到它的任何报文。',
    '请开机并让它从本网线的网络启动。若期间出现计划外的机器，请将其 MAC 与标签核对。',
  ],
  'blade-runs-old-system': ['请求地址的是它的操作系统而不是固件：它从磁盘启动了。', '请将网络启动设为一次性首选，然后关机再开机。'],
  'blade-not-armed': ['它从网络启动但未启用安装；已让它从自己的磁盘启动。', '请启用其槽位，然后关机再开机。'],
  'address-taken': ['它的地址 {address} 已被 {holder} 使用。', '请找到那台机器并收回该地址，或在计划中给此刀片换一个地址。'],
  'other-dhcp-server': ['它接受了另一台 DHCP 服务器 {server} 的应答。', '请在此网络上关闭或拔掉该服务器，然后将刀片关机再开机。'],
  'dhcp-not-answered': ['它请求了地址但没有得到应答：{reason}。', '请改正此问题；它会自行或在重启后再次请求。'],
  'address-refused': ['它坚持使用不属于它的地址：{reason}。', '请查找此网络上的其他 DHCP 服务器，然后将刀片关机再开机。'],
  'offer-without-request': [
    '它请求地址，却不接受提供的地址：我们的应答没有到达它，或另一台服务器先应答了。',
    '请把刀片的交换机端口设为边缘端口（portfast）且此 VLAN 不带标签，并查找第二台 DHCP 服务器。',
  ],
  'address-without-file': [
    '它有了地址，但没有请求任何文件。',
    '请关机再开机。若仍如此，请看它的屏幕：网络启动可能在等待按键，或只允许签名启动或 HTTP 启动。',
  ],
  'loader-not-finished': [
    '它无法取得引导程序 {file}：{reason}。',
    '请检查网线，以及中间是否有防火墙或交换机丢弃 UDP 或大报文（MTU 1500）；然后关机再开机。',
  ],
  'loader-loop': ['它的引导程序 {file} 反复加载自身。', '请在计划中为此刀片选择其他引导程序；它自带的 iPXE 不能指向自身。'],
  'secure-boot-suspected': [
    '它取得了完整的引导程序 {file}，随后没有动静：可能被安全启动（Secure Boot）拒绝。',
    '请在固件设置中关闭安全启动，或使用带签名引导程序的离线包，然后关机再开机。',
  ],
  'loader-silent': [
    '它取得了完整的引导程序 {file}，随后没有动静：引导程序没有该网卡的驱动，或卡住了。',
    '请看它的屏幕。换一块网卡，或在计划中为此刀片选择其他引导程序。',
  ],
  'loader-without-script': ['它的引导程序有了地址，但没有请求脚本。', '请检查笔记本防火墙是否放行 HTTP 和 TFTP，然后将刀片关机再开机。'],
  'request-refused': ['它请求 {file} 被拒绝：{reason}。', '请改正此问题，然后关机再开机。'],
  'script-without-kernel': ['它取得了脚本，但没有请求内核。', '请在屏幕上查看引导程序的错误，然后关机再开机。'],
  'architecture-differs': [
    '它的处理器架构与计划为该槽位指定的不同，因此不会安装。',
    '请更正计划（arch），或在该槽位换上正确的机器。它会自行再次请求。',
  ],
  'boot-file-stalled': ['{file} 的数据不再到达它。', '请检查网线和交换机端口（错误、双工）。网络恢复或重启后它会自行继续。'],
  'boot-file-not-finished': ['它没有取得完整的 {file}：{reason}。', '请检查网线和交换机端口，以及内存是否足够（3 GiB），然后关机再开机。'],
  'kernel-without-initrd': ['它取得了内核，但没有请求 initrd。', '请看它的屏幕：内存可能太小（需要 3 GiB）。'],
  'kernel-without-call-home': [
    '它取得了内核和 initrd，此后没有任何消息。',
    '请看它的屏幕。内核可能缺少该网卡的驱动，端口可能在其他 VLAN，或内存太小（需要 3 GiB）。',
  ],
  'live-without-config': ['它的内存系统已有网络，但没有请求配置。', '请在屏幕上查看 Ignition 的错误；检查笔记本在此网络上是否应答 HTTP。'],
  'config-without-agent': ['它取得了配置，但其代理程序没有报到。', '请看它的屏幕：Ignition 可能拒绝了配置，或网络没有恢复。'],
  'agent-without-inventory': [
    '它的代理程序在运行，但没有报告硬件。',
    '请看它的屏幕：可能有磁盘没有响应。拔出报错闪灯的磁盘，然后关机再开机。',
  ],
  'image-stalled': ['它获取镜像没有进展。', '请检查网线和交换机端口；它会自行继续。内存除内存系统外还要容纳镜像。'],
  'boot-loop': ['它反复重新启动，最远只到：{stage}。', '请在那一刻看它的屏幕，并查看此处的证据。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const installing = {
  'inventory-missing': ['本次启动中尚未报告它的硬件。', '请等待；代理程序会自行报告。'],
  'memory-too-small': ['它有 {has} MiB 内存；内存系统加镜像需要 {needs} MiB。', '请增加内存，或更换刀片。'],
  'run-paused': ['运行已暂停；不会写入新的磁盘。', '请继续运行。'],
  'consent-needed': [
    '磁盘 {disk} 上有数据：{contents}。',
    '如果可以全部丢弃，请为槽位 {slot} 记录擦除同意；刀片会自行继续。否则请排除该槽位。',
  ],
  'disk-none-matches': ['没有磁盘符合磁盘规则（{rule}）。检测到：{seen}。', '请改正计划中的磁盘规则，或插入磁盘。'],
  'disk-several-match': [
    '有多块磁盘符合磁盘规则（{rule}）：{matching}。',
    '请在计划中用序列号指定一块，或写 pick: smallest 或 pick: largest。',
  ],
  'disk-serial-twice': [
    '两块磁盘的序列号相同 {serial}：{disks}。',
    '多路径和某些 RAID 控制器会把一块磁盘显示两次。请在计划中选择其他磁盘，或只保留一条路径。',
  ],
  'not-armed': ['槽位 {slot} 未启用安装。', '启用后才会安装；否则它从自己的磁盘启动。'],
  'slot-excluded': ['槽位 {slot} 已被排除在此运行之外：{reason}。', '重试该槽位即可重新纳入。'],
  'already-installed': ['槽位 {slot} 在本次启用中已安装过。', '它从自己的磁盘启动。要重新安装，请再次启用该槽位。'],
  'already-permitted': ['槽位 {slot} 在本次启用的较早一次启动中已获准写盘。', '它的磁盘可能只写了一半。请检查，然后重试该槽位。'],
  'install-stalled': ['它写入磁盘没有进展。', '请看它的屏幕和磁盘灯。灯在忙就等待；否则更换磁盘并重试该槽位。'],
  'install-failed': ['安装失败：{reason}。', '请改正此问题，然后重试该槽位，并将刀片关机再开机。'],
  'install-interrupted': ['写盘过程中它被关机或重置；磁盘可能只写了一半。', '不会自动重新安装。请重试该槽位，然后关机再开机。'],
  'installed-not-booted': [
    '磁盘已写好，但安装后的系统没有报到。',
    '请看它的屏幕。检查磁盘是否在启动顺序中，且启动模式（BIOS 或 UEFI）与安装时相同。',
  ],
  'disk-does-not-boot': [
    '磁盘已写好，但它一再回到网络启动。',
    '请把磁盘加入启动顺序，模式（BIOS 或 UEFI）与安装时相同；检查控制器的 RAID 或启动设置。',
  ],
} satisfies Partial<Record<ProblemCode, Entry>>;

const lists = {
  'list-unreadable': ['无法读取列表 {file}：{reason}。', '请检查路径，以及该文件能否打开。'],
  'list-too-large': ['列表 {file} 大于 {limit} KiB。', '这不是机器列表；请选择表格或 dhcpd.conf。'],
  'list-binary': ['{file} 不是文本文件。', '请在电子表格中选择“另存为 CSV”，或复制单元格后粘贴。'],
  'list-encoding': ['{file} 不是 UTF-8；已按 {encoding} 读取。', '请检查其中的名称是否正确；若不正确，请另存为“CSV UTF-8”。'],
  'list-empty': ['此列表中没有机器。', '请每台机器一行，写明槽位和 MAC 地址。'],
  'list-more-problems': ['还有 {count} 个类似的问题没有显示。', '请先改正这些，再重新读取列表。'],
  'list-columns-unknown': ['没有任何一列是槽位、MAC 地址或 IP 地址。', '请指定各列的含义，或加上列名：slot、mac、ip、hostname。'],
  'list-quote-open': ['此处的引号没有结束。', '请补上或删除：它之后的内容都被当作一个单元格。'],
  'list-row-nobody': ['此行既没有槽位也没有 MAC 地址：{text}。', '已略过。如果它是一台机器，请填写其中之一。'],
  'list-mac-wrong': ['{value} 不是 MAC 地址。', '请写六组十六进制数字，例如 d0:00:67:13:0d:00。'],
  'list-mac-not-a-port': ['{mac} 是 {kind}，不是某个网口的地址。', '请重新查看标签。'],
  'list-ip-wrong': ['{value} 不是 IP 地址。', '请写成 10.20.30.40 的形式。'],
  'list-slot-wrong': ['{value} 不是槽位。', '请写“机箱/编号”，例如 c1/3；槽位从 1 数起。'],
  'list-role-unknown': ['{value} 不是角色。', '请写 control-plane 或 worker。'],
  'list-hostname-changed': ['{value} 不能作为主机名；建议使用 {name}。', '主机名只能用 a–z、0–9 和连字符。请采用建议，或改正列表。'],
  'list-hostname-wrong': ['{value} 不能作为主机名。', '请用 a–z、0–9 和连字符；在此之前按槽位命名该刀片。'],
  'list-chassis-changed': ['{value} 不能作为机箱名称；建议使用 {name}。', '机箱名称只能用 a–z、0–9 和连字符。请采用建议，或改正列表。'],
  'dhcpd-syntax': ['无法读取此处：{reason}。', '请改正此处；它前面通常缺少大括号、引号或分号。'],
  'dhcpd-ignored': ['{count} 处的 {words} 与机器无关，不予采用。', '无需处理：这些由 Rackstrap 自行决定。'],
  'dhcpd-no-mac': ['host {name} 没有 “hardware ethernet”。', '请添加其 MAC 地址，或删除该 host。'],
  'dhcpd-more-addresses': ['host {name} 有多个地址；采用 {kept}。', '如果不对，请每台机器只保留一个。'],
  'dhcpd-address-by-name': ['host {name} 的地址是名称 {value}，此处无法解析。', '请直接写 IP 地址。'],
  'list-slot-twice': ['槽位 {slot} 已在第 {other} 行给出。', '一个槽位只能有一块刀片：请改正其中一行。'],
  'list-mac-twice': ['MAC 地址 {mac} 已在第 {other} 行给出。', '每个网口都有自己的 MAC：请重新核对两张标签。'],
  'list-mac-elsewhere': ['MAC 地址 {mac} 在计划中属于槽位 {slot}。', '如果刀片被移动过，请先改正计划，或用列表替换全部刀片。'],
  'list-slot-taken': ['槽位 {slot} 已有刀片 {mac}。', '如果换过刀片，请用列表替换全部刀片；否则请改正槽位。'],
  'list-mac-missing': ['槽位 {slot} 在计划中是新的，但没有 MAC 地址。', '请添加其启动网口的 MAC 地址。'],
  'list-chassis-not-named': ['槽位 {number} 没有写明机箱，而计划中有 {known}。', '请添加机箱列，或说明列表属于哪个机箱。'],
  'list-no-free-slot': ['没有空槽位可放 {machine}。', '请添加机箱，或为该机器指定槽位。'],
  'list-placed': ['{count} 台没有槽位的机器已按顺序放到空槽位 {first} 至 {last}。', '安装前请与机架上的标签核对。'],
  'list-bmc-not-kept': ['{count} 台机器的 BMC 地址没有导入：计划中还没有它的位置。', '请保留该列表；其余内容都已导入。'],
  'list-removed': ['不在列表中，因此将从计划中移除：{slots}。', '如果要保留这些刀片，请选择添加而不是替换。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const bundlesOnConsole = {
  'bundle-at-work': ['{bundle} 正在校验或导入。', '请等待其结束，或取消它。'],
  'work-unknown': ['该操作已经结束，或从未开始。', '请查看离线包页面：那里显示了已完成的操作。'],
  'bundle-in-use': ['安装 {run} 正在使用 {bundle}。', '请先停止该安装的服务。'],
  'bundle-not-imported': ['{bundle} 不在本机自己的目录中，因此不会删除。', '只能删除已导入的离线包；请拔出其 U 盘，或自行删除其目录。'],
  'bundle-imported-already': ['{bundle} 已在本机自己的目录中。', '请直接使用那里的离线包。'],
  'key-words-other': [
    '没有与这些单词对应的密钥为 {bundle} 签名：它与显示单词时不是同一个离线包。',
    '请重新查看该离线包，并与制作者核对单词。',
  ],
  'directory-unreadable': ['无法查看 {directory}：{reason}。', '请选择其他目录。'],
} satisfies Partial<Record<ProblemCode, Entry>>;

const images = {
  'image-reference': [
    '“{image}”不是容器镜像的名称。',
    '请按 registry.example.org/name:tag 的形式书写，全部小写，不带 https://；摘要以 @sha256:… 的形式写在名称之后。',
  ],
  'image-unknown': ['镜像仓库 {registry} 中没有镜像 {image}。', '请检查名称和标签；镜像站可能尚未复制它。'],
  'image-arch-absent': ['镜像 {image} 没有 linux/{arch} 版本，只有：{has}。', '请选择包含该架构的版本，或在离线包中去掉这一架构。'],
  'image-digest-wrong': [
    '{from} 为 {image} 发送的内容与其摘要不符：得到 {found}，应为 {expected}。',
    '其内容未被保留。途中的代理或镜像站可能已损坏或怀有恶意：请换一条网络连接再制作。',
  ],
  'image-malformed': ['无法理解镜像仓库对 {image} 的描述：{reason}。', '请确认它是镜像，并用其他工具拉取试试。'],
  'image-not-one': ['{image} 不是容器镜像：镜像仓库中它的类型是 {type}。', '请写镜像本身的名称；chart、签名等制品不能由 containerd 运行。'],
  'image-schema-1': [
    '镜像仓库 {registry} 中的 {image} 只有 2016 年以前的 Docker 格式。',
    '请用当前的工具重新推送该镜像，或选择更新的版本。',
  ],
  'image-foreign-layer': [
    '镜像 {image} 含有制作者不允许转发、镜像仓库也不保存的层。',
    '它无法离线携带。请使用不含这种层的镜像；Linux 镜像通常没有。',
  ],
  'image-layer-unknown': [
    '镜像 {image} 的层采用 containerd 自身无法解开的形式。',
    '请使用未压缩、gzip 或 zstd 层的镜像；加密的层须先解密。',
  ],
  'registry-login-missing': [
    '镜像仓库 {registry} 只向已登录的用户提供 {repository}，或者没有这个仓库。',
    '请检查名称。若无误，请在规格文件的 registries 下写明 username 和 password；若 Docker 把登录保存在自己的文件而非密码库中，也可用 “docker login {registry}” 登录。',
  ],
  'registry-login-refused': ['镜像仓库 {registry} 拒绝该用户访问 {repository}。', '请检查用户名、密码，以及该用户是否有权拉取此仓库。'],
  'registry-realm': [
    '镜像仓库 {registry} 要求向 {realm} 申请令牌，而那里无法确认是谁在接听。',
    '请使用令牌地址为 https 的镜像仓库。若是自己的试验台，请为它设置 plainHttp: true。',
  ],
  'registry-token': ['{realm} 没有为镜像仓库 {registry} 发放令牌。', '请检查镜像仓库及其令牌服务器的设置。'],
  'kubeadm-not-run': [
    '无法在本机上运行 kubeadm {version} 来查询其镜像：{reason}。',
    '请在 amd64 或 arm64 的 Linux 上制作，或在规格文件的 kubernetes.images 下写明其镜像。',
  ],
  'kubeadm-images': [
    'kubeadm {version} 没有给出其镜像：{reason}。',
    '请检查 kubeadm 与 Kubernetes 的版本是否相配，或在规格文件的 kubernetes.images 下写明镜像。',
  ],
  'addon-unreadable': ['无法从 {source} 读取 {addon} 的清单：{reason}。', '请检查规格文件中的路径。'],
  'addon-yaml': ['{addon} 的清单不是有效的 YAML：{reason}。', '请确认 {source} 是清单本身，而不是网页。'],
  'addon-helm': ['{addon} 是 Helm chart，不会放入离线包。', '请用 “helm template” 渲染，并把得到的 YAML 作为其清单。'],
  'addon-sha256': [
    '{addon} 的清单不是预期的那一份：其 SHA-256 为 {found}，应为 {expected}。',
    '请查看 {source} 有何变化；确认可信后再写入新的 SHA-256。',
  ],
  'addon-without-images': ['{addon} 的清单没有写明任何镜像。', '若其 operator 在别处指定镜像，请把它们列为该附加组件的 images。'],
  'addon-image-floating': [
    '{addon} 使用没有固定版本的镜像 {image}：离线包中是今天的版本，而由 {addon} 自行启动的容器会向镜像仓库询问更新的版本。',
    '请在清单中写明版本或摘要。',
  ],
  'addon-pull-always': [
    '{addon} 自行启动 {image} 时设置了 imagePullPolicy: Always：节点每次启动都会询问镜像仓库，而离线时无人应答。',
    '请在清单中改为 IfNotPresent。',
  ],
} satisfies Partial<Record<ProblemCode, Entry>>;

export const zhCn: Readonly<Partial<Record<ProblemCode, Entry>>> = {
  ...files,
  ...shape,
  ...blades,
  ...cluster,
  ...addresses,
  ...disksAndAccess,
  ...bundles,
  ...fit,
  ...importing,
  ...trust,
  ...runs,
  ...booting,
  ...installing,
  ...lists,
  ...bundlesOnConsole,
  ...releasesInChinese,
  ...secretsInChinese,
  ...vmInChinese,
  ...clusterLifeInChinese,
  ...acceptanceInChinese,
  ...clusterAftercareInChinese,
  ...handoverInChinese,
  ...kubernetesInChinese,
  ...buildInChinese,
  ...addressesInChinese,
  ...images,
};
