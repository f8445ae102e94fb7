// What the acceptance test of a new cluster can find: words for whoever stands at the rack.

const andAgain = 'Mend that, then run the test again.';
const console = 'Look at the blade’s console (journalctl -u kubelet, crictl ps -a).';

export const acceptanceProblems = {
  'check-builds-on': ['This could not be tried: {reason}', andAgain],
  'check-api-trouble': [
    'The cluster’s API did not do what the test asked for: {reason}.',
    'See whether the API servers run, then run the test again.',
  ],
  'check-image-absent': [
    'The bundle {bundle} has no agnhost, which the test runs in pods.',
    'Build the bundle again with this version of Rackstrap; the test can then be run on a cluster that was installed from it.',
  ],
  'check-no-takers': [
    'Every node of the plan has a taint that keeps ordinary pods away.',
    'Add a worker without such a taint, or take one of the taints out of the plan.',
  ],

  'check-node-missing': [
    'There is no node {node}.',
    'See on the rack view how far its blade is; it joins by itself once kubeadm on it succeeds.',
  ],
  'check-node-unready': ['Node {node} is not Ready: {reason}.', console],
  'check-node-role': [
    'Node {node} is a {found}, and the plan says {role}.',
    'Install its blade again: a node keeps the role that it joined with.',
  ],
  'check-node-label': [
    'Node {node} does not have the label {label}; found: {found}.',
    'Somebody changed it, or the plan was changed since: set it with kubectl label, or correct the plan.',
  ],
  'check-node-taint-missing': [
    'Node {node} does not have the taint {taint}.',
    'Somebody removed it, or the plan was changed since: set it with kubectl taint, or correct the plan.',
  ],
  'check-node-taint-extra': [
    'Node {node} has the taint {taint}, which the plan does not.',
    'One below node.kubernetes.io says what is wrong with the node; any other one was set by somebody.',
  ],
  'check-node-address': [
    'Node {node} has the address {found}, and the plan says {address}.',
    'See which blade is in that slot, and which NIC has its cable.',
  ],
  'check-node-version': ['Node {node} runs Kubernetes {found}, and the bundle has {version}.', 'Install its blade again from this bundle.'],
  'check-node-stranger': [
    'There is a node {node} that the plan does not have.',
    'Find out which machine it is; add it to the plan, or remove it with kubectl delete node.',
  ],

  'check-etcd-untold': [
    'etcd does not say who its members are: {reason}.',
    'Look at its pods (kubectl -n kube-system logs -l component=etcd), then test again.',
  ],
  'check-etcd-missing': [
    'etcd has no member {member}.',
    'The cluster bears less than planned until that blade is installed again and has joined.',
  ],
  'check-etcd-unhealthy': [
    'The etcd member {member} is not healthy.',
    'Look at that blade’s console (crictl logs of etcd): mostly its disk is full or too slow.',
  ],
  'check-etcd-learner': [
    'The etcd member {member} has no voice yet.',
    'It still copies the data; if it stays so, look at the log of etcd on it.',
  ],
  'check-etcd-stranger': [
    'etcd has a member {member} that the plan does not have.',
    'It counts for the quorum: take it out of the cluster if its blade is gone.',
  ],

  'check-image-stranger': [
    'Node {node} has {image}, which the bundle does not carry.',
    'Somebody brought it there, or a registry was reachable; find out which pod uses it.',
  ],
  'check-image-pulled': [
    '{pod} asked a registry: {words}.',
    'Its image is not carried under that name, or it says imagePullPolicy: Always.',
  ],

  'check-clocks-untold': [
    'It cannot be told whether the clocks of {first} and {last} are within {most} ms: their answers took so long that {milliseconds} ms may be wrong by {doubt} ms.',
    'The nodes or the network between are busy: wait until they are quiet, then test again.',
  ],
  'check-clocks-apart': [
    'The clocks of {first} and {last} are {milliseconds} ms apart; {most} ms are the most.',
    'See which time servers they ask (chronyc sources, timedatectl timesync-status), and whether they answer.',
  ],

  'check-addon-missing': [
    'The add-on {addon} was not applied.',
    'The bundle may not carry it: see the list of add-ons on the cluster’s page.',
  ],
  'check-addon-unready': ['The add-on {addon} is not ready: {reason}.', 'It is tried again by itself; mend what the reason names.'],

  'check-pod-missing': ['No pod came up on node {node}: {reason}.', console],
  'check-pod-address': [
    'The pod on node {node} got {address}, which is not of that node’s range ({ranges}).',
    'Another pod network was configured on it: look at /etc/cni/net.d.',
  ],

  'check-scale-short': ['{ready} of {wanted} pods of a deployment came up: {reason}.', andAgain],
  'check-spread-missing': [
    'None of the {replicas} pods of a deployment is on node {node}.',
    'See with kubectl describe node whether it is cordoned or short of memory.',
  ],

  'check-service-silent': [
    'Node {node} gets no answer at the address of a service ({address}): {reason}.',
    'Look at the log of kube-proxy on that node, and whether it reaches the pods of other nodes.',
  ],

  'check-name-inside': [
    'In a pod on node {node} the name {name} does not resolve: {reason}.',
    'See whether CoreDNS runs and whether that node reaches its pods.',
  ],
  'check-name-outside': [
    'On node {node} itself the name {name} is not answered by the cluster’s name server: {reason}.',
    'See whether CoreDNS runs, and the log of kube-proxy on that node.',
  ],

  'check-way-blocked': [
    'A pod on {from} does not reach one on {to} with {bytes} bytes in one packet: {reason}.',
    'See whether the switch takes packets of the NICs’ full size, and whether UDP 8472 (VXLAN) passes between the blades.',
  ],
  'check-way-pieces': [
    'What pods on {from} send was cut into {pieces} pieces although their network says that {mtu} bytes pass.',
    'The network between the blades takes less than their NICs say: set the same MTU on all NICs and the switch.',
  ],
  'check-way-file': [
    'A pod on {from} did not get {bytes} bytes of one on {to}: {reason}.',
    'See whether the switch takes packets of the NICs’ full size; small ones may pass all the same.',
  ],
  'check-way-untold': ['The pod on {from} cannot be asked about its network: {reason}.', andAgain],

  'check-pod-not-returned': [
    'The pod {pod} was deleted, and no other came in its place: {reason}.',
    'Look at the logs of kube-controller-manager and kube-scheduler.',
  ],

  'check-vip-unheld': [
    'No planned node holds the address of the control plane; its lease says {holder}.',
    'Look at the log of kube-vip on the control-plane blades (crictl logs).',
  ],
  'check-power-not-cut': [
    'The power of slot {slot} was not cut within {minutes} minutes: the API never fell silent.',
    'Pull that blade or switch it off at once when the test asks for it, without shutting it down.',
  ],
  'check-vip-slow': [
    'The API answered again {seconds} s after the loss of the node that held its address; {most} s are the most.',
    'The disks of the other control-plane blades may be too slow for etcd; look at the logs of kube-vip and etcd of that moment.',
  ],
  'check-vip-silent': [
    'The API did not answer at its address for {seconds} s after the loss of the node that held it.',
    'See whether two control-plane blades still run, and the log of kube-vip on them; a switch may not let the address move.',
  ],
  'check-node-not-back': ['Node {node} was not Ready again within {minutes} minutes.', 'See whether its blade has power, and its console.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
