// What can go wrong with the cluster once it is being born: reaching it, testing it, handing it over, and taking nodes out.

export const clusterLifeProblems = {
  'cluster-not-there': [
    'The cluster of this run does not answer yet.',
    'Wait until the first control-plane blade has begun it; the rack view shows how far that is.',
  ],
  'cluster-test-running': ['A test of this cluster is running already.', 'Wait for its end; the page and the journal show how far it is.'],
  'images-not-in': [
    'It has {done} of {of} {what}, and for {minutes} minutes no more: {reason}.',
    'Look at its console (journalctl -u rackstrap-images, -u containerd): whether its disk is full or failing. It goes on trying by itself.',
  ],
  'node-not-seen': [
    'kubeadm on it is through, but for {minutes} minutes the cluster has shown no node of it.',
    'See in the cluster view whether the API answers this laptop; if it does, look at the blade’s console (journalctl -u kubelet).',
  ],
  'cluster-watch-ended': [
    'What watches the cluster stopped unexpectedly ({reason}) and is begun again.',
    'Nothing is lost and blades are served all the same. Report it if it comes again.',
  ],
  'node-not-ready': [
    'Its node is not ready: {reason}.',
    'Look at the blade’s console: whether its kubelet and containerd run, and whether its network is up. It comes back by itself when that is mended.',
  ],
  'node-gone': ['The cluster does not know this blade’s node any more.', 'Somebody took it out; install the blade again to bring it back.'],
  'kubeadm-failing': [
    'kubeadm {verb} on it failed {attempt} times; the last reason: {reason}.',
    'It goes on trying by itself. Mend what the reason names, or install the blade again.',
  ],
  'cluster-step-stalled': [
    'Nothing was heard of kubeadm on it for {minutes} minutes; the last was: {last}.',
    'Look at its console (journalctl -u rackstrap-cluster). A slow machine may just need longer.',
  ],
  'handover-unwritable': ['{file} cannot be written: {reason}.', 'Choose another directory, or free some space, and hand over again.'],
  'seal-incomplete': ['Not everything is done.', 'Finish what is named, or seal all the same if you know why that is right.'],
  'seal-lacks-answer': ['The cluster does not answer.', 'Check the cable and the control-plane blades.'],
  'seal-lacks-nodes': ['Not every blade is a ready node.', 'Wait for those that are missing, or leave them out.'],
  'seal-lacks-addons': ['Not every add-on is ready.', 'Look in the cluster view at what each of them waits for.'],
  'seal-lacks-acceptance': ['The acceptance test is not passed.', 'Run it, and mend what it names.'],
  'seal-lacks-hand-over': ['The cluster is not handed over.', 'Hand it over: without that nobody has a key to it.'],
  'seal-lacks-unplug': ['The test without this laptop is not passed.', 'Run it.'],
  'seal-token-kept': [
    'The token that lets blades in could not be taken back: {reason}.',
    'Check that the cluster answers, and seal again; the token ends by itself within a day.',
  ],
  'quorum-at-risk': [
    'Without {slot} etcd would have {healthy} healthy members of {members}, and needs {quorum}: the cluster would stop.',
    'Bring the other control-plane blades back first.',
  ],
  'control-plane-last': [
    '{slot} is the only control-plane node: without it there is no cluster.',
    'Install the whole cluster again in a new run, or restore it from a copy of its etcd.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
