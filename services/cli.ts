#!/usr/bin/env node
// `rackstrap …`: the same features without a window.

import { runCommand } from './app/commands.ts';

process.exitCode = await runCommand(process.argv.slice(2));
