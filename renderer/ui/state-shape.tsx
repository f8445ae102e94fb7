// A state as a shape of its own: told apart in grey, from two metres, and by every kind of eye.

import type { ReactNode } from 'react';
import type { BladeState } from '../../services/domain/blade/state.ts';
import './state.css';

/** Each has another outline: octagon, square, diamond, triangle, ring, disc, barred ring. Drawn on 16 × 16. */
const shapes: Readonly<Record<BladeState, ReactNode>> = {
  failed: (
    <>
      <path className="rs-shape-fill" d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z" />
      <path className="rs-shape-cut" d="M5 5l6 6M11 5l-6 6" />
    </>
  ),
  held: (
    <>
      <rect className="rs-shape-fill" x="1" y="1" width="14" height="14" rx="1.5" />
      <path className="rs-shape-cut" d="M5.8 4.5v7M10.2 4.5v7" />
    </>
  ),
  silent: (
    <>
      <path className="rs-shape-fill" d="M8 0l8 8-8 8-8-8z" />
      <path className="rs-shape-cut" d="M8 3.8v5M8 11.2v.6" />
    </>
  ),
  working: <path className="rs-shape-fill" d="M2.5 1l12 7-12 7z" />,
  waiting: <circle className="rs-shape-ring" cx="8" cy="8" r="6" />,
  done: (
    <>
      <circle className="rs-shape-fill" cx="8" cy="8" r="8" />
      <path className="rs-shape-cut" d="M4 8.4l2.8 2.8L12 5.6" />
    </>
  ),
  excluded: (
    <>
      <circle className="rs-shape-ring" cx="8" cy="8" r="6.5" />
      <path className="rs-shape-ring" d="M3.4 12.6l9.2-9.2" />
    </>
  ),
};

/** Decoration only: the state's word stands beside it or in the label of what holds it. */
export const StateShape = ({ state }: { readonly state: BladeState }) => (
  <svg className={`rs-shape rs-state-${state}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    {shapes[state]}
  </svg>
);
