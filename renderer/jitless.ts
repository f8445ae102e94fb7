// zod compiles its checks at run time where it may; the page's content security policy forbids it, and even asking is reported as a violation.

import { z } from 'zod';

z.config({ jitless: true });
