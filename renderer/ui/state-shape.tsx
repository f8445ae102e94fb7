// A state as its shape: decoration only, the state's word stands beside it or in the label of what holds it.

import type { BladeState } from '../../services/domain/blade/state.ts';
import { stateShapes } from '../../services/domain/blade/state-shapes.ts';
import './state.css';

export const StateShape = ({ state }: { readonly state: BladeState }) => (
  <svg className={`rs-shape rs-state-${state}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    {stateShapes[state].map(({ part, path }) => (
      <path key={path} className={`rs-shape-${part}`} d={path} />
    ))}
  </svg>
);
