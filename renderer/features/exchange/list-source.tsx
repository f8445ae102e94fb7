// Where a list comes from: a file that is chosen or dropped, or what is pasted.

import { FileUpload, FormGroup } from '@patternfly/react-core';
import { useWords } from '../../i18n/index.ts';
import { useImport } from './import-store.ts';
import { exchangeWords } from './words.ts';

/** A text of this length is not drawn as text: it would take the browser longer than all the reading. */
const longestShown = 200_000;

export function ListSource() {
  const say = useWords(exchangeWords);
  const text = useImport((state) => state.text);
  const file = useImport((state) => state.file);
  const paste = useImport((state) => state.paste);
  const choose = useImport((state) => state.choose);
  const clear = useImport((state) => state.clear);
  const long = text.length > longestShown;
  return (
    <FormGroup label={say('list')} fieldId="import-list">
      <FileUpload
        id="import-list"
        type="text"
        aria-label={say('list')}
        filenameAriaLabel={say('browse')}
        filenamePlaceholder={say('filePlaceholder')}
        browseButtonText={say('browse')}
        clearButtonText={say('clear')}
        filename={file}
        value={long ? `${text.slice(0, longestShown)}…` : text}
        allowEditingUploadedText
        isReadOnly={long}
        onFileInputChange={async (_, chosen) => choose(chosen.name, new Uint8Array(await chosen.arrayBuffer()))}
        onTextChange={(_, typed) => paste(typed)}
        onClearClick={clear}
      />
    </FormGroup>
  );
}
