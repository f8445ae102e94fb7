// DHCP for the rack: addresses by plan, and what each kind of firmware is to boot.

export { DhcpMemory } from './memory.ts';
export { type DhcpOptions, dhcpPart } from './part.ts';
