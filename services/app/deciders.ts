// Who the journal names for what was decided.

export const byConsole = 'console';
export const byCommand = 'command line';
