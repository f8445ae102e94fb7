// What kind of evidence an entry is: seen on the wire, reported by the blade's own system, told by the cluster, or decided.

export const evidenceKinds = ['wire', 'calls', 'cluster', 'decisions'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

const wire = /^(dhcp-|transfer-|sighting$|menu-chosen$|address-conflict$|request-refused$|time-asked$)/;
const calls = /^(agent-|inventory$|install-(?!permitted|held)|rebooting$|booted$|node-step$|cluster-step$)/;
const cluster = /^node-(seen|lost)$/;

/** By the type of its event: a go and a hold are the appliance's own decisions. */
export function evidenceKind(type: string): EvidenceKind {
  if (wire.test(type)) return 'wire';
  if (calls.test(type)) return 'calls';
  return cluster.test(type) ? 'cluster' : 'decisions';
}
