// What can be wrong with what is done to a cluster that is up: taking nodes out, ending its run, and going on with it in another.

export const clusterAftercareProblems = {
  // a run that is over
  'run-sealed': [
    'This run is sealed: nothing is installed in it any more.',
    'Stop it. A new run (--new-run) goes on with the cluster that stands, with the kubeconfig that was handed over (--kubeconfig FILE).',
  ],
  'run-rolled-back': ['This run was given up: nothing is installed in it any more.', 'Stop it; the next start of the plan is a new run.'],
  'run-sealed-already': [
    'The last run of this plan, {run}, is sealed since {when}: there is nothing left to do.',
    'If the blades are to be installed once more, begin another run of the same plan with --new-run.',
  ],
  'cluster-answers-already': [
    'A cluster answers at {server} already, and this run did not begin it: nothing is armed.',
    'Go on with it by the kubeconfig that was handed over (--kubeconfig FILE), or, if it is to be given up, switch its blades off first.',
  ],
  'rollback-cluster-stands': [
    'The cluster of this run has begun, and the only keys to it that this laptop has would be lost.',
    'Hand it over and seal it, which leaves the other blades as they are too. If the cluster itself is to be given up, say so (--discard-cluster).',
  ],
  // a node that is to go, or stands in the way
  'node-still-there': [
    'Slot {slot} is a node of the cluster.',
    'Take its node out of the cluster first; the blade can be installed again after that.',
  ],
  'member-still-there': [
    'Slot {slot} is no node any more, but etcd still counts on its member {member}.',
    'Take its node out of the cluster first, which takes the member out too; the blade can be installed again after that.',
  ],
  'quorum-lost': [
    'Of {members} etcd members {healthy} are healthy, and {quorum} are needed: nothing can be changed in the cluster.',
    'Bring a control-plane blade back first.',
  ],
  'etcd-not-reached': [
    'No etcd member could be asked who they are: {reason}.',
    'Check that this laptop reaches the control-plane blades (TCP 2379), and try again. Nothing was changed.',
  ],
  'etcd-refused': [
    'etcd does not let the member {member} go: {reason}.',
    'Look at the other control-plane blades, and try again. Its node is still there and takes no new pods.',
  ],
  'cluster-refused': [
    'The cluster did not do what it was asked: {reason}.',
    'Look whether its control-plane blades are well, and try again.',
  ],
  'node-still-on': [
    'Slot {slot} is no node any more, but could not be told to switch itself off: {reason}.',
    'Switch it off by hand: started as it is, it would come back as a node.',
  ],
  'pods-forced': [
    'Pods on slot {slot} were ended although their disruption budget would not have let them go: {pods}.',
    'Look whether they came up elsewhere.',
  ],
  // the end of a run that goes by itself
  'cluster-not-accepted': [
    'The cluster did not pass its acceptance test: {checks}.',
    'Mend what the failed checks name, and run the command again: it goes on from there.',
  ],
  'cluster-not-unplugged': [
    'The cluster did not pass the test without this laptop: {reason}.',
    'Mend that, and run the command again: it goes on from there.',
  ],
  'cluster-none': ['The plan {plan} and its bundle make no cluster.', 'Take a plan and a bundle with Kubernetes, or another --until.'],
  'cluster-stopped': ['It was stopped before the cluster was sealed.', 'Run the command again: it goes on from there.'],
  'addons-not-ready': ['Add-ons are not ready: {addons}.', 'Look at their pods; the appliance goes on trying.'],
  'blades-not-ready': ['Not every blade became a ready node: {slots}.', 'Look at what is said of each, and run the command again.'],
  'handover-not-given': [
    'Before a run is sealed its cluster is handed over, and no directory for that was named.',
    'Name one with --hand-over DIR, for example on a stick.',
  ],
  // going on with a cluster that stands
  'kubeconfig-unreadable': ['The kubeconfig {file} cannot be read: {reason}.', 'Check the path, and whose the file is.'],
  'kubeconfig-wrong': [
    '{file} cannot be used to go on with a cluster: {reason}.',
    'Give the kubeconfig that was handed over with the cluster, or a copy of /etc/kubernetes/admin.conf of one of its control-plane nodes.',
  ],
  'adopt-not-new': [
    'This run has secrets of its own: it began a cluster itself.',
    'Leave --kubeconfig out to go on with that one. If nothing was installed in it, give it up (rackstrap cluster rollback) and start again.',
  ],
  'adopt-not-reached': [
    'The cluster of {file} does not answer at {server}: {reason}.',
    'Check the cable and this laptop’s address, and that the cluster is up.',
  ],
  'adopt-no-control-plane': [
    'None of the nodes that answer there is a control-plane blade of this plan.',
    'Compare the plan’s slots, host names and addresses with the cluster’s nodes: the plan has to have the nodes that stand.',
  ],
  'adopt-not-readable': [
    'The authorities of the cluster could not be read from {slot}: {reason}.',
    'Mend that, or have another control-plane blade up, and start again.',
  ],
  'adopt-other-cluster': [
    'The kubeconfig {file} is of the cluster {name} at {endpoint}; the one of this plan is {plan} at {wanted}.',
    'Give the kubeconfig that was handed over with the cluster of this plan, or the plan that its cluster was made by.',
  ],
  'adopt-encrypted': [
    'The cluster that stands enciphers Secrets in etcd, and the plan does not say so: a control-plane blade that joins could not read them.',
    'Write that option into the plan (kubernetes.encryptSecrets: true).',
  ],
  'adopt-encryption': [
    'The plan wants Secrets enciphered in etcd, and the cluster that stands does not do that.',
    'Take that option out of the plan; it can only be decided when a cluster begins.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
