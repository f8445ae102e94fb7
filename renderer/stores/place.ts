// Where the technician is: a page and its parameters in the address behind #, so that a reload and a second window stand at the same place.

import { createStore, type StoreApi } from 'zustand/vanilla';

export const pages = ['plans', 'bundles', 'wizard', 'rack', 'cluster', 'wall'] as const;
export type PageName = (typeof pages)[number];

export interface PlaceState {
  readonly page: PageName;
  /** What stands behind the page: the wizard's step, the blade that is looked at. */
  readonly part: string;
  /** The plan file that is open, on every page. */
  readonly plan: string | undefined;
}

export interface PlaceActions {
  /** The plan stays unless it is given. */
  go(page: PageName, part?: string, plan?: string): void;
  /** Without another entry in the browser's history. */
  replace(place: Partial<PlaceState>): void;
}

export type PlaceStore = StoreApi<PlaceState & PlaceActions>;

/** An address that was cut off or typed by hand may hold a lone percent sign. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function placeIn(hash: string): PlaceState {
  const [way = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page = '', ...rest] = way.split('/').map(decoded);
  const known = pages.find((one) => one === page) ?? 'plans';
  return { page: known, part: rest.join('/'), plan: new URLSearchParams(search).get('plan') ?? undefined };
}

export function hashOf({ page, part, plan }: PlaceState): string {
  const way = [page, ...(part ? part.split('/') : [])].map(encodeURIComponent).join('/');
  return `#/${way}${plan ? `?${new URLSearchParams({ plan })}` : ''}`;
}

/** `window` of a browser, or as much of it as the place needs. */
export type Addressed = Pick<Window, 'location' | 'history' | 'addEventListener'>;

export function createPlaceStore(window: Addressed): PlaceStore {
  return createStore<PlaceState & PlaceActions>()((set, get) => {
    window.addEventListener('hashchange', () => set(placeIn(window.location.hash)));
    const placed = (place: Partial<PlaceState>): PlaceState => {
      const { page, part, plan } = { ...get(), ...place };
      return { page, part, plan };
    };
    return {
      ...placeIn(window.location.hash),
      go(page, part = '', plan = get().plan) {
        const place = { page, part, plan };
        if (hashOf(place) !== window.location.hash) window.location.hash = hashOf(place);
        set(place);
      },
      replace(place) {
        window.history.replaceState(null, '', hashOf(placed(place)));
        set(placed(place));
      },
    };
  });
}
