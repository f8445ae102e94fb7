// Where in an object of Kubernetes images are named, whatever kind of object it is.

/** Fields whose items are containers. */
export const containerLists: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);
/** A field whose items may be images by their `reference`. */
export const volumeList = 'volumes';
