// A plan file from elsewhere: chosen in the system's dialog, or dropped anywhere on the page.

import { Button } from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { plansWords } from './words.ts';

type Take = (files: readonly File[]) => void;

export function ImportButton({ onFiles }: { readonly onFiles: Take }) {
  const say = useWords(plansWords);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="secondary" icon={<UploadIcon />} onClick={() => input.current?.click()}>
        {say('import')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        multiple
        hidden
        aria-label={say('import')}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

export function DropArea({ onFiles, children }: { readonly onFiles: Take; readonly children: ReactNode }) {
  const say = useWords(plansWords);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  const hover = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is the pointer's way to what the import button does
    <div className="rs-plans-drop" onDrop={drop} onDragOver={hover} onDragLeave={leave}>
      {over && <div className="rs-plans-drop-here">{say('drop')}</div>}
      {children}
    </div>
  );
}
