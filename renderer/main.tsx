// The console's page begins here.

import './jitless.ts';
import '@patternfly/react-core/dist/styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './page.css';
import { speak } from './i18n/index.ts';
import { followAppliance, followPlace, settingsStore } from './stores/index.ts';
import { writeWhenLeft } from './stores/leaving.ts';
import { followTheme } from './ui/theme.ts';

speak(settingsStore.getState().language);
settingsStore.subscribe(({ language }) => speak(language));
followTheme(settingsStore);
followAppliance();
followPlace();
writeWhenLeft(window);
createRoot(document.getElementById('root')!).render(<App />);
