// Router discovery on the wire: ICMPv6, RFC 4861.

export { isMalformed, type Malformed } from '../malformed.ts';
export {
  type Advertisement,
  checksum,
  decode,
  encode,
  icmpv6,
  type Message,
  type Option,
  type Solicitation,
  solicitationType,
} from './message.ts';
