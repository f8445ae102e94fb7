// What can keep a container image, or the list of them, from getting into a bundle while it is built.

export const bundleImageProblems = {
  'image-reference': [
    '“{image}” is not the name of a container image.',
    'Write it as registry.example.org/name:tag, in lower case and without https://; a digest stands behind the name as @sha256:….',
  ],
  'image-unknown': ['The registry {registry} has no image {image}.', 'Check name and tag; a mirror may not have copied it yet.'],
  'image-arch-absent': [
    'The image {image} is not made for linux/{arch}. It is made for: {has}.',
    'Choose a version of it that is, or leave this architecture out of the bundle.',
  ],
  'image-digest-wrong': [
    '{from} sent something else for {image} than its digest says: {found} instead of {expected}.',
    'Nothing of it was kept. A proxy or a mirror on the way may be broken or hostile: build over another connection.',
  ],
  'image-malformed': [
    'What the registry says of {image} cannot be understood: {reason}.',
    'Check that it is an image, and pull it with another tool.',
  ],
  'image-not-one': [
    '{image} is no container image: the registry keeps it as {type}.',
    'Name the image itself; charts, signatures and other artifacts cannot be run by containerd.',
  ],
  'image-schema-1': [
    'The registry {registry} has {image} only in the format of Docker before 2016.',
    'Push the image again with a current tool, or choose a newer version.',
  ],
  'image-foreign-layer': [
    'The image {image} has layers that its maker does not allow to be passed on, and the registry does not keep.',
    'It cannot be carried offline. Use an image without them; those for Linux have none as a rule.',
  ],
  'image-layer-unknown': [
    'The image {image} has layers in a form that containerd cannot unpack by itself.',
    'Use an image with plain, gzip or zstd layers; encrypted ones have to be decrypted first.',
  ],
  'registry-login-missing': [
    'The registry {registry} gives {repository} only to users it knows, or has no such repository.',
    'Check the name. If it is right, write username and password under registries in the specification, or log in with “docker login {registry}” where Docker keeps logins in its own file and not in a password store.',
  ],
  'registry-login-refused': [
    'The registry {registry} refuses this user for {repository}.',
    'Check username, password, and whether that user may pull this repository.',
  ],
  'registry-realm': [
    'The registry {registry} asks to send a token request to {realm}, where nobody can be sure who listens.',
    'Use a registry whose realm has an https address. On a bench of your own, set plainHttp: true for it.',
  ],
  'registry-token': ['{realm} gave no token for the registry {registry}.', 'Check the settings of the registry and its token server.'],
  'kubeadm-not-run': [
    'kubeadm {version} cannot be run on this machine to ask for its images: {reason}.',
    'Build on Linux with amd64 or arm64, or write its images under kubernetes.images in the specification.',
  ],
  'kubeadm-images': [
    'kubeadm {version} does not tell its images: {reason}.',
    'Check that kubeadm and the version of Kubernetes fit, or write the images under kubernetes.images in the specification.',
  ],
  'addon-unreadable': ['The manifest of {addon} cannot be read from {source}: {reason}.', 'Check the path in the specification.'],
  'addon-yaml': ['The manifest of {addon} is not valid YAML: {reason}.', 'Check that {source} is the manifest itself and no web page.'],
  'addon-helm': [
    '{addon} comes as a Helm chart, which is not put into bundles.',
    'Render it with “helm template” and give the YAML that comes out as its manifest.',
  ],
  'addon-sha256': [
    'The manifest of {addon} is not the expected one: its SHA-256 is {found} instead of {expected}.',
    'Look at what changed in {source}; write the new SHA-256 only if you trust it.',
  ],
  'addon-without-images': [
    'The manifest of {addon} names no image.',
    'If its operator names them elsewhere, list them as images of this add-on.',
  ],
  'addon-image-floating': [
    '{addon} uses the image {image} without a fixed version: the bundle has the one of today, and whatever {addon} starts by itself asks a registry for a newer one.',
    'Write a version or a digest into the manifest.',
  ],
  'addon-pull-always': [
    '{addon} itself starts {image} with imagePullPolicy: Always: nodes ask the registry at every start, which nobody answers offline.',
    'Change it to IfNotPresent in the manifest.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
