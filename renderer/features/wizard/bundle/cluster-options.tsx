// How the cluster is set up: what the plan may ask of it beside its size and its networks. Mirrors and a proxy are written in the plan's file.

import type { KeyAlgorithm } from '../../../../services/domain/kubernetes/secrets.ts';
import { useWords } from '../../../i18n/index.ts';
import { PlanChoice, PlanSwitch, usePlanValue } from '../../../ui/inputs.tsx';
import { Fields } from '../step.tsx';
import { bundleWords } from './words.ts';

export function ClusterOptions() {
  const say = useWords(bundleWords);
  const [cni = 'flannel'] = usePlanValue('kubernetes.cni');
  return (
    <Fields>
      {cni === 'flannel' && <Backend />}
      <Keys />
      <PlanSwitch where="kubernetes.audit" label={say('audit')} help={say('auditHelp')} />
      <PlanSwitch where="kubernetes.encryptSecrets" label={say('encryptSecrets')} help={say('encryptSecretsHelp')} />
    </Fields>
  );
}

function Backend() {
  const say = useWords(bundleWords);
  const choices = [
    { value: 'vxlan', label: say('backendVxlan') },
    { value: 'host-gw', label: say('backendRoutes') },
  ];
  return (
    <PlanChoice where="kubernetes.flannel.backend" label={say('backend')} help={say('backendHelp')} fallback="vxlan" choices={choices} />
  );
}

function Keys() {
  const say = useWords(bundleWords);
  const names: Readonly<Record<KeyAlgorithm, string>> = { 'RSA-2048': say('keysRsa'), 'ECDSA-P256': say('keysEcdsa') };
  const choices = Object.entries(names).map(([value, label]) => ({ value, label }));
  return <PlanChoice where="kubernetes.keyAlgorithm" label={say('keys')} help={say('keysHelp')} fallback="RSA-2048" choices={choices} />;
}
