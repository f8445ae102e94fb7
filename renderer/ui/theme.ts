// Light or dark, by the technician's choice or the system's.

import type { SettingsStore } from '../stores/settings.ts';

const darkClass = 'pf-v6-theme-dark';

export function followTheme(settings: SettingsStore): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const show = () => {
    const { theme } = settings.getState();
    const dark = theme === 'dark' || (theme === 'system' && system.matches);
    document.documentElement.classList.toggle(darkClass, dark);
  };
  show();
  system.addEventListener('change', show);
  settings.subscribe(show);
}
