// The audit log of the API servers: who changed what, without the contents of secrets, and without the cluster's talk to itself.

import { modes } from '../system/parts.ts';
import type { ApiServerPart } from './api-server-part.ts';
import { argumentList, yamlOf } from './documents.ts';

const policyPath = '/etc/kubernetes/audit/policy.yaml';
const logDirectory = '/var/log/kubernetes/audit';

/** Kept for a month, and at most 1.1 GB on each blade, whichever ends first. */
const limits = { 'audit-log-maxage': '30', 'audit-log-maxbackup': '10', 'audit-log-maxsize': '100' };

const changes = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const reads = ['get', 'list', 'watch'];

/** The first rule that fits decides. */
const rules = [
  { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version', '/metrics', '/openapi*'] },
  // Heartbeats, and what happened to pods: events have a life of their own.
  {
    level: 'None',
    resources: [
      { group: '', resources: ['events'] },
      { group: 'events.k8s.io', resources: ['events'] },
      { group: 'coordination.k8s.io', resources: ['leases'] },
    ],
  },
  { level: 'None', userGroups: ['system:nodes'], resources: [{ group: '', resources: ['nodes/status', 'pods/status'] }] },
  // Who, when and which one, never what is in it; whoever reads a secret is told of as well.
  {
    level: 'Metadata',
    resources: [
      { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
      { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
    ],
  },
  // Programs of the cluster look at everything else all the time.
  { level: 'None', verbs: reads, userGroups: ['system:nodes', 'system:serviceaccounts'] },
  { level: 'None', verbs: reads, users: ['system:kube-controller-manager', 'system:kube-scheduler', 'system:apiserver'] },
  { level: 'Request', verbs: changes },
  { level: 'Metadata' },
];

const policy = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['RequestReceived'], rules };

export const auditPart: ApiServerPart = {
  arguments: argumentList({ 'audit-policy-file': policyPath, 'audit-log-path': `${logDirectory}/audit.log`, ...limits }),
  volumes: [
    { name: 'audit-policy', hostPath: policyPath, mountPath: policyPath, readOnly: true, pathType: 'File' },
    { name: 'audit-log', hostPath: logDirectory, mountPath: logDirectory, readOnly: false, pathType: 'DirectoryOrCreate' },
  ],
  files: [{ path: policyPath, mode: modes.readable, text: yamlOf(policy) }],
};
