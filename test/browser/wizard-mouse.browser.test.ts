// The whole wizard by mouse, for each architecture, to blades that are up.

import { describe } from 'vitest';
import { mouse } from './hands.ts';
import { triesTheWizard } from './wizard.ts';

describe('the wizard by mouse', () => triesTheWizard(mouse));
