// When the certificates of the cluster end, and how they are renewed.

import type { SeenCertificate } from '../../../domain/cluster/events.ts';
import { firstBlade } from '../../../domain/kubernetes/endpoint.ts';
import { kubectl, loginTo, onBlade } from './go-on.ts';
import { dayOf, daysBetween } from './moment.ts';
import { type Column, commands, paragraph, type Section, sentences, table } from './parts.ts';
import type { Telling } from './telling.ts';

/** Certificates of one name that end on one day. */
interface Line {
  readonly name: string;
  readonly slots: readonly string[];
  readonly expires: number;
}

/** By name and day, those that end first in front. */
function linesOf(certificates: readonly SeenCertificate[]): Line[] {
  const groups = Map.groupBy(certificates, ({ name, expires }) => `${name} ${dayOf(expires)}`);
  const lines = [...groups.values()].map((group) => ({
    name: group[0]!.name,
    slots: group.flatMap(({ slot }) => slot ?? []),
    expires: Math.min(...group.map(({ expires }) => expires)),
  }));
  return lines.toSorted((one, other) => one.expires - other.expires || one.name.localeCompare(other.name, 'en'));
}

function columnsOf({ say, rows, writtenAt }: Telling): readonly Column<Line>[] {
  const central = rows.filter(({ planned }) => planned.role === 'control-plane').length;
  const where = ({ slots }: Line) => {
    if (slots.length === 0) return say.certificates.administrator;
    return slots.length === central && central > 1 ? say.certificates.all : say.list(slots);
  };
  return [
    { title: say.certificates.name, kind: 'name', cell: ({ name }) => name },
    { title: say.certificates.blade, cell: where },
    { title: say.certificates.ends, kind: 'number', cell: ({ expires }) => dayOf(expires) },
    { title: say.certificates.rest, kind: 'number', cell: ({ expires }) => say.certificates.left(daysBetween(writtenAt, expires)) },
  ];
}

const [manifests, aside] = ['/etc/kubernetes/manifests', '/etc/kubernetes/aside'];
/** The kubelet stops what it finds no manifest of, and looks every 20 s at the latest (`fileCheckFrequency`). */
const restart = [`mkdir -p ${aside} && mv ${manifests}/*.yaml ${aside}/`, 'sleep 30', `mv ${aside}/*.yaml ${manifests}/`];

/** The settings of the cluster say which name and endpoint go into the file; without them kubeadm takes those of the blade. */
const anotherAdministrator = (login: string): readonly string[] => [
  `${kubectl} -n kube-system get cm kubeadm-config \\`,
  `  -o jsonpath='{.data.ClusterConfiguration}' | ${login} 'cat > cluster.yaml'`,
  ...onBlade(login),
  'kubeadm kubeconfig user --config ~core/cluster.yaml --client-name NAME \\',
  '  --org kubeadm:cluster-admins --validity-period 8760h',
];

export function certificatesSection(telling: Telling): Section {
  const { say, run, rows, administrator } = telling;
  const { user, expires } = administrator;
  const login = loginTo(firstBlade(rows.map(({ planned }) => planned)).address, telling);
  // The appliance's own administrator stays on the laptop; the one that is handed over is known better than by name.
  const lines = linesOf([...run.cluster.certificates.filter(({ slot }) => slot !== undefined), { name: user, expires }]);
  const body = [
    paragraph(say.certificates.intro),
    table({ unseen: say.certificates.title }, lines, columnsOf(telling)),
    commands(say.certificates.renew, ...onBlade(login), 'kubeadm certs check-expiration', 'kubeadm certs renew all'),
    commands(say.certificates.restart, ...restart),
    sentences(say, say.certificates.kubelets, say.certificates.authority),
    commands(say.certificates.admin, ...anotherAdministrator(login)),
  ];
  return { id: 'certificates', title: say.certificates.title, body };
}
