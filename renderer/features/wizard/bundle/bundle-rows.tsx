// The bundles at hand as rows to choose from: what each carries, where it lies, and what is wrong with it.

import { Label } from '@patternfly/react-core';
import { LaptopIcon, UsbIcon } from '@patternfly/react-icons';
import type { BundleListed } from '../../../../services/contract/index.ts';
import { bytesInWords } from '../../../../services/domain/blade/words.ts';
import { partsByKind } from '../../../../services/domain/bundle-contents.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlan } from '../../../stores/index.ts';
import { ChoiceRow, ChoiceRows } from '../../../ui/choice-row.tsx';
import { Copy } from '../../../ui/copy.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { partWords } from '../../../ui/part-words.ts';
import { ProblemLines } from '../../../ui/problems.tsx';
import { systemTitle } from '../../bundles/facts.ts';
import { TrustMark } from '../../bundles/trust-mark.tsx';
import { chosenBundle, writtenFor } from '../chosen-bundle.ts';
import { bundleWords } from './words.ts';

export function BundleRows({ bundles }: { readonly bundles: readonly BundleListed[] }) {
  const say = useWords(bundleWords);
  const name = usePlan(({ plan }) => plan.bundle);
  const edit = usePlan((plan) => plan.edit);
  const chosen = chosenBundle(bundles, name);
  return (
    <ChoiceRows label={say('list')}>
      {bundles.map((bundle) => (
        <ChoiceRow
          key={bundle.directory}
          id={`bundle-${bundle.directory}`}
          group="bundle"
          title={<Title bundle={bundle} />}
          isChosen={bundle === chosen}
          onChoose={() => edit({ where: 'bundle', value: writtenFor(bundle, bundles) })}
        >
          <Facts bundle={bundle} />
          {chosen && bundle !== chosen && bundle.name === chosen.name && <span className="rs-step-lead">{say('twin')}</span>}
          <ProblemLines problems={bundle.problems} />
        </ChoiceRow>
      ))}
    </ChoiceRows>
  );
}

const Title = ({ bundle: { name, version } }: { readonly bundle: BundleListed }) => (
  <>
    <strong>{name}</strong> {version}
  </>
);

/** A bundle that cannot be opened has neither parts nor a day on which it was made. */
function Facts({ bundle }: { readonly bundle: BundleListed }) {
  const say = useWords(bundleWords);
  const { os, kubernetes, created, bytes, removable, simulated, parts, directory, trust } = bundle;
  const made = Date.parse(created);
  return (
    <>
      <TrustMark trust={trust} />
      {os.family !== '' && <span>{systemTitle(os)}</span>}
      {kubernetes && <span>{say('withKubernetes', kubernetes)}</span>}
      {bytes > 0 && <span>{bytesInWords(bytes)}</span>}
      <span className="rs-link">
        {removable ? <UsbIcon /> : <LaptopIcon />} {say(removable ? 'stick' : 'laptop')}
      </span>
      {!Number.isNaN(made) && (
        <span>
          {say('created')} <Moment at={made} date />
        </span>
      )}
      {simulated && (
        <Label isCompact color="purple">
          {say('simulated')}
        </Label>
      )}
      {parts.length > 0 && <Parts parts={parts} />}
      <Copy text={directory} />
    </>
  );
}

function Parts({ parts }: Pick<BundleListed, 'parts'>) {
  const say = useWords(bundleWords);
  const sayPart = useWords(partWords);
  const machine = (arch: string) => (arch === 'any' ? sayPart('any') : arch);
  return (
    <ul className="rs-bundle-kinds" aria-label={say('parts')}>
      {partsByKind(parts).map(({ kind, parts: own, machines }) => (
        <li key={kind}>
          {sayPart(kind)} {own.length} <span className="rs-step-lead">({machines.map(machine).join(', ')})</span>
        </li>
      ))}
    </ul>
  );
}
