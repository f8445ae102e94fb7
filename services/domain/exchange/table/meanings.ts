// What a column can hold, and the words that people write over it, in English, German and Chinese.

export const plainMeanings = ['slot', 'chassis', 'number', 'mac', 'ip', 'hostname', 'role', 'bmc', 'ignore'] as const;

/** `number` is that of a slot whose chassis is in another column, or not named. `label:cabinet` is a label of the node. */
export type Meaning = (typeof plainMeanings)[number] | `label:${string}`;

/** The first that fits decides, so that `BMC MAC` is no MAC of the blade and `Host IP` no host name. */
const headerWords: readonly (readonly [meaning: Meaning, words: RegExp])[] = [
  ['ignore', /(bmc|ilo|idrac|ipmi|imm|xcc|cimc|irmc|oob|m(ana)?ge?m(en)?t|管理|带外).*(mac|name|user|pass|fw|version|ver)/iu],
  [
    'ignore',
    /serial|serien|asset|uuid|\bguid|wwn|firmware|version|model|modell|status|power|序列号|型号|状态|资产|备注|remark|comment|bemerkung|netmask|subnet|gateway|掩码|网关|vlan/iu,
  ],
  ['bmc', /bmc|\bilo|idrac|ipmi|\bimm\b|\bxcc\b|cimc|irmc|\boob\b|\bkvm\b|^m(ana)?ge?m(en)?t|管理|带外/iu],
  ['mac', /mac(?!hine)|hw ?addr|hardware ?add?ress?e?|ethernet|物理地址|硬件地址|网卡/iu],
  ['ip', /\bip(v[46])?\b|\bip ?(address|addresse|adresse)|ip地址|^ip|地址|^address$|^adresse$/iu],
  ['slot', /slot|\bbay\b|steckplatz|einschub|槽|^(blade|刀片|server)( ?(nr|no|num|number|id|#|编号|号)\.?)?$/iu],
  ['chassis', /chassis|enclosure|geh[aä]use|机箱|刀箱|机框|^encl?\b/iu],
  ['hostname', /host|\bname\b|^node$|fqdn|dns|rechner|servername|blade name|主机|名称|服务器名/iu],
  ['role', /role|rolle|角色/iu],
  ['label:cabinet', /cabinet|^rack\b|schrank|机柜/iu],
];

/** Headers that count the lines rather than name something; they number the slots where nothing else does. */
export const isCounting = (header: string): boolean => /^(|#|nr|no|num|number|id|pos|lfd|序号|编号|号)\.?$/iu.test(header);

/** What a column is by the words over it; undefined where they say nothing. */
export function meaningOf(header: string): Meaning | undefined {
  const label = /^label:\s*(.+)$/i.exec(header)?.[1];
  if (label) return `label:${label}`;
  const text = header.replace(/[_\-./()[\]\s]+/g, ' ').trim();
  return text === '' ? undefined : headerWords.find(([, words]) => words.test(text))?.[0];
}
