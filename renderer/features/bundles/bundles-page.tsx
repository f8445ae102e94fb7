// The bundles of this laptop and its sticks: a list beside the one that is looked at.

import { Button, Content, Flex, FlexItem, Spinner } from '@patternfly/react-core';
import { FolderOpenIcon, KeyIcon, RedoIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { bytesInWords } from '../../../services/domain/blade/words.ts';
import { useWords } from '../../i18n/index.ts';
import { useJobs, useSite } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { ProblemAlerts } from '../../ui/problems.tsx';
import { BundleList } from './bundle-list.tsx';
import './bundles.css';
import { useLooked } from '../../ui/use-looked.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { Detail } from './detail.tsx';
import { Nothing } from './empty.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { useBundles, useShown } from './use-bundles.ts';
import { bundlesWords } from './words.ts';

type Question = 'choose' | 'keys';

export function BundlesPage() {
  const say = useWords(bundlesWords);
  const bundles = useSite((site) => site.bundles);
  const loadBundles = useSite((site) => site.loadBundles);
  const [question, ask] = useState<Question>();
  const shown = useShown();
  useLooked(loadBundles);
  return (
    <div className="rs-bundles">
      <Head onAsk={ask} />
      <Trouble />
      {bundles === undefined && <Spinner size="lg" aria-label={say('looking')} />}
      {bundles?.length === 0 && <Nothing onChoose={() => ask('choose')} />}
      {bundles && shown && (
        <div className="rs-bundles-two">
          <div className="rs-bundles-side">
            <BundleList bundles={bundles} shown={shown} />
            <Room />
          </div>
          <Detail key={shown.directory} bundle={shown} bundles={bundles} />
        </div>
      )}
      {question === 'choose' && <ChooseDialog onClose={() => ask(undefined)} />}
      {question === 'keys' && <KeysDialog onClose={() => ask(undefined)} />}
    </div>
  );
}

function Head({ onAsk }: { readonly onAsk: (question: Question) => void }) {
  const say = useWords(bundlesWords);
  const loadBundles = useSite((site) => site.loadBundles);
  return (
    <Flex className="rs-bundles-head" alignItems={{ default: 'alignItemsCenter' }}>
      <FlexItem grow={{ default: 'grow' }} className="rs-bundles-lead">
        <Content component="h1">{say('title')}</Content>
        <Content component="p">{say('lead')}</Content>
      </FlexItem>
      <Button variant="secondary" icon={<FolderOpenIcon />} onClick={() => onAsk('choose')}>
        {say('choose')}
      </Button>
      <Button variant="secondary" icon={<KeyIcon />} onClick={() => onAsk('keys')}>
        {say('keys')}
      </Button>
      <Button variant="plain" icon={<RedoIcon />} aria-label={say('again')} title={say('again')} onClick={() => void loadBundles()} />
    </Flex>
  );
}

function Trouble() {
  const site = useSite((state) => state.trouble);
  const work = useJobs((jobs) => jobs.trouble);
  const own = useBundles((state) => state.trouble);
  const dismissWork = useJobs((jobs) => jobs.dismiss);
  const dismissOwn = useBundles((state) => state.dismiss);
  return (
    <div className="rs-bundles-trouble">
      <ProblemAlerts problems={site} />
      <ProblemAlerts problems={work} onClose={dismissWork} />
      <ProblemAlerts problems={own} onClose={dismissOwn} />
    </div>
  );
}

function Room() {
  const say = useWords(bundlesWords);
  const free = useSite((site) => site.bundleFree);
  const directory = useSite((site) => site.bundleDirectory);
  return (
    <p className="rs-bundles-room">
      {say('free', { free: bytesInWords(free) })}
      <br />
      {say('directory')} <Copy text={directory} />
    </p>
  );
}
