// The whole wizard by keyboard alone, for each architecture, to blades that are up.

import { describe } from 'vitest';
import { keyboard } from './keyboard.ts';
import { triesTheWizard } from './wizard.ts';

describe('the wizard by keyboard alone', () => triesTheWizard(keyboard));
