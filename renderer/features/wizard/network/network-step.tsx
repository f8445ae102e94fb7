// The wizard's step: what the installed blades use of the site, and the ranges inside the cluster.

import { StepForm } from '../step.tsx';
import { Cluster } from './cluster.tsx';
import { Machines } from './machines.tsx';
import './network.css';
import { Picture } from './picture.tsx';

export const NetworkStep = () => (
  <StepForm>
    <Machines />
    <Cluster />
    <Picture />
  </StepForm>
);
