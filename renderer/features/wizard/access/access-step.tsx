// The wizard's step: who may log in, which disk the system goes to, and how blades boot.

import { StepForm } from '../step.tsx';
import './access.css';
import { Boot } from './boot.tsx';
import { Console } from './console.tsx';
import { Disks } from './disks.tsx';
import { OwnRules } from './own-rules.tsx';
import { SshKeys } from './ssh-keys.tsx';

export const AccessStep = () => (
  <StepForm>
    <SshKeys />
    <Disks />
    <OwnRules />
    <Console />
    <Boot />
  </StepForm>
);
