// Choosing the directory of a bundle that is not looked at by itself: by its path, or by going through the directories of this laptop.

import { Button, FormGroup, InputGroup, InputGroupItem, Label, TextInput } from '@patternfly/react-core';
import { FolderIcon, HddIcon, HomeIcon, LaptopIcon, LevelUpAltIcon, UsbIcon } from '@patternfly/react-icons';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useState } from 'react';
import type { CallOutput, ProblemView } from '../../../services/contract/index.ts';
import { api } from '../../api.ts';
import { useWords } from '../../i18n/index.ts';
import { siteStore, usePlace } from '../../stores/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemAlerts } from '../../ui/problems.tsx';
import { bundlesWords } from './words.ts';

type Browsed = CallOutput<'browse'>;

/** The directory that is looked into, and how to look into another one; one that cannot be is told of, and the one before stays. */
function useBrowsed() {
  const [browsed, setBrowsed] = useState<Browsed>();
  const [problems, setProblems] = useState<readonly ProblemView[]>([]);
  const look = useCallback(async (directory?: string) => {
    const answer = await api.call('browse', directory === undefined ? {} : { directory });
    if (answer.ok) setBrowsed(answer.value);
    setProblems(answer.ok ? [] : answer.problems);
  }, []);
  useEffect(() => void look(), [look]);
  return { browsed, problems, look };
}

export function ChooseDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(bundlesWords);
  const { browsed, problems, look } = useBrowsed();
  const go = usePlace((place) => place.go);
  const use = async () => {
    const { directory } = browsed!;
    const { addBundle } = siteStore.getState();
    if (!(await addBundle(directory))) return siteStore.getState().trouble;
    go('bundles', directory);
    return [];
  };
  return (
    <Dialog title={say('chooseTitle')} confirm={say('useThis')} wide isReady={browsed?.isBundle === true} onClose={onClose} onConfirm={use}>
      <p>{say('chooseLead')}</p>
      {browsed && (
        <>
          <Path key={browsed.directory} directory={browsed.directory} onLook={look} />
          <div className="rs-browse">
            <Places places={browsed.places} onLook={look} />
            <Entries browsed={browsed} onLook={look} />
          </div>
        </>
      )}
      <ProblemAlerts problems={problems} />
    </Dialog>
  );
}

interface Looking {
  readonly onLook: (directory: string) => Promise<void>;
}

function Path({ directory, onLook }: Looking & { readonly directory: string }) {
  const say = useWords(bundlesWords);
  const id = useId();
  const [typed, type] = useState(directory);
  const wanted = typed.trim();
  const look = () => wanted !== '' && void onLook(wanted);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || wanted === directory) return;
    event.preventDefault();
    look();
  };
  return (
    <FormGroup label={say('path')} fieldId={id}>
      <InputGroup>
        <InputGroupItem isFill>
          <TextInput id={id} value={typed} spellCheck={false} onChange={(_, text) => type(text)} onKeyDown={onKeyDown} />
        </InputGroupItem>
        <InputGroupItem>
          <Button variant="secondary" isDisabled={wanted === '' || wanted === directory} onClick={look}>
            {say('goPath')}
          </Button>
        </InputGroupItem>
      </InputGroup>
    </FormGroup>
  );
}

const icons: Readonly<Record<Browsed['places'][number]['kind'], ReactNode>> = {
  stick: <UsbIcon />,
  home: <HomeIcon />,
  own: <LaptopIcon />,
  root: <HddIcon />,
};

function Places({ places, onLook }: Looking & Pick<Browsed, 'places'>) {
  const say = useWords(bundlesWords);
  return (
    <ul aria-label={say('placesToBegin')} className="rs-browse-places">
      {places.map(({ path, kind }) => (
        <li key={path}>
          <Button variant="link" icon={icons[kind]} title={path} onClick={() => void onLook(path)}>
            {kind === 'stick' ? <span translate="no">{path.split(/[/\\]/).findLast((name) => name !== '')}</span> : say(kind)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Entries({ browsed: { directory, parent, entries }, onLook }: Looking & { readonly browsed: Browsed }) {
  const say = useWords(bundlesWords);
  return (
    <ul aria-label={directory} className="rs-browse-entries">
      {parent !== undefined && (
        <li>
          <Button variant="link" icon={<LevelUpAltIcon />} onClick={() => void onLook(parent)}>
            {say('up')}
          </Button>
        </li>
      )}
      {entries.length === 0 && <li className="rs-bundles-small">{say('noDirectories')}</li>}
      {entries.map(({ name, path, isBundle }) => (
        <li key={path}>
          <Button variant="link" icon={<FolderIcon />} onClick={() => void onLook(path)}>
            <span translate="no">{name}</span>
          </Button>
          {isBundle && <Label isCompact>{say('isBundle')}</Label>}
        </li>
      ))}
    </ul>
  );
}
