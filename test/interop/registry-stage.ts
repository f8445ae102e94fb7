// Real registries on this machine's loopback, filled with real images by skopeo, and what can stand between them and a build.

import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { createHash, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { freePort } from '../../services/platform/free-port.ts';

export const loopback = '127.0.0.1';
const oci = 'application/vnd.oci.image';

export const digestOf = (bytes: Uint8Array | string): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A program or a server that runs until it is stopped. */
export interface Running {
  /** `127.0.0.1:5000` */
  readonly host: string;
  stop(): Promise<void>;
}

/** What does not end when asked is killed after this. */
const graceMilliseconds = 5_000;

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const hard = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(hard);
}

/** Asks until it is true; a busy machine may take long to start a program. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  for (let tries = 0; tries < seconds * 10; tries++) {
    if (await isTrue()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** Debian's docker-registry; `auth` is that section of its configuration. */
export async function startRegistry(directory: string, auth = ''): Promise<Running> {
  const place = mkdtempSync(join(directory, 'registry-'));
  const host = `${loopback}:${await freePort('tcp', loopback)}`;
  const config = `version: 0.1
log: { level: error }
storage: { filesystem: { rootdirectory: ${place}/data } }
http: { addr: '${host}', secret: bench }
${auth}`;
  writeFileSync(join(place, 'config.yml'), config);
  const child = spawn('docker-registry', ['serve', join(place, 'config.yml')], { stdio: 'ignore' });
  await until('docker-registry answers', () => answers(`http://${host}/v2/`));
  return { host, stop: () => stopChild(child) };
}

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

async function startServer(handler: Handler, address = loopback): Promise<Running> {
  const server = createServer(handler).listen(0, address);
  await once(server, 'listening');
  return {
    host: `${address}:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface Asked {
  readonly url: string;
  readonly authorization: string | undefined;
}

export interface Proxy extends Running {
  readonly asked: Asked[];
}

/** Passes everything on to a registry, writes down what was asked, and lets `change` spoil or replace an answer. */
export async function startProxy(
  registry: string,
  change: (url: string, body: Buffer) => Buffer | { redirect: string } = (_, body) => body,
  address = loopback,
): Promise<Proxy> {
  const asked: Asked[] = [];
  const running = await startServer((incoming, outgoing) => {
    const url = incoming.url!;
    asked.push({ url, authorization: incoming.headers.authorization });
    const { host: _, ...headers } = incoming.headers;
    const onward = request(`http://${registry}${url}`, { method: incoming.method, headers }, async (answer) => {
      const body = change(url, Buffer.concat(await answer.toArray()));
      if ('redirect' in body) outgoing.writeHead(307, { location: body.redirect }).end();
      else outgoing.writeHead(answer.statusCode!, answer.headers).end(body);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }, address);
  return { ...running, asked };
}

/** Serves these files by their paths. */
export const startFiles = (files: Readonly<Record<string, Uint8Array | string>>): Promise<Running> =>
  startServer((incoming, outgoing) => {
    const found = files[incoming.url!];
    outgoing.writeHead(found === undefined ? 404 : 200).end(found ?? '');
  });

export const login = { username: 'technician', password: 'rack: and roll' };
const basicOf = ({ username, password }: typeof login) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** For the configuration of a registry: a file with the one login. Perl has bcrypt by the system's libcrypt, Node has none. */
export function passwordFile(directory: string): string {
  const salt = '$2b$05$abcdefghijklmnopqrstuu';
  const hashed = execFileSync('perl', ['-e', 'print crypt($ARGV[0], $ARGV[1])', login.password, salt], { encoding: 'utf8' });
  const path = join(directory, 'htpasswd');
  writeFileSync(path, `${login.username}:${hashed}\n`);
  return `auth: { htpasswd: ${JSON.stringify({ realm: 'bench', path })} }`;
}

export interface Realm extends Running {
  /** For the configuration of a registry that trusts it. */
  readonly auth: string;
  readonly asked: Asked[];
}

/** A token server whose certificate a registry trusts: a token for whoever knows the password, by the form of Docker's own. */
export async function startRealm(directory: string): Promise<Realm> {
  const [keyFile, certificateFile] = [join(directory, 'realm.key'), join(directory, 'realm.crt')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', keyFile, '-out', certificateFile, '-subj', '/CN=bench', '-days', '2'], {
    stdio: 'pipe',
  });
  const key = createPrivateKey(readFileSync(keyFile));
  const x5c = [new X509Certificate(readFileSync(certificateFile)).raw.toString('base64')];
  const asked: Asked[] = [];

  function tokenFor(scopes: readonly string[]): string {
    const now = Math.floor(Date.now() / 1000);
    const access = scopes.map((scope) => {
      const [, type, name, actions = ''] = /^(\w+):(.+):([\w,*]+)$/.exec(scope) ?? [];
      return { type, name, actions: actions.split(',') };
    });
    const claims = { iss: 'bench', sub: 'bench', aud: 'registry', exp: now + 300, nbf: now - 300, iat: now, jti: randomUUID(), access };
    const text = [{ typ: 'JWT', alg: 'ES256', x5c }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${text}.${sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }

  const running = await startServer((incoming, outgoing) => {
    const url = new URL(incoming.url!, 'http://realm');
    const { authorization } = incoming.headers;
    asked.push({ url: incoming.url!, authorization });
    if (authorization !== basicOf(login)) return outgoing.writeHead(401).end();
    return outgoing
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ token: tokenFor(url.searchParams.getAll('scope')) }));
  });
  const settings = { realm: `http://${running.host}/token`, service: 'registry', issuer: 'bench', rootcertbundle: certificateFile };
  return { ...running, asked, auth: `auth: { token: ${JSON.stringify(settings)} }` };
}

export interface ImageOptions {
  readonly arch: string;
  /** From the lowest up: path in the image → content. */
  readonly layers: readonly Readonly<Record<string, string | Uint8Array>>[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** A tar as it is unpacked by anything, of files that anybody may run. */
function tarOf(directory: string, files: ImageOptions['layers'][number]): Buffer {
  const root = mkdtempSync(join(directory, 'root-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content, { mode: 0o755 });
  }
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  return execFileSync('tar', ['-C', root, ...same, '-cf', '-', '.'], { maxBuffer: 64 * 1024 * 1024 });
}

/** Writes an OCI layout with these images, one for each architecture, as the tag `image`. Resolves to its directory. */
export function writeLayout(directory: string, images: readonly ImageOptions[]): string {
  const layout = mkdtempSync(join(directory, 'layout-'));
  mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
  const put = (content: Uint8Array | object, mediaType: string) => {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    writeFileSync(join(layout, 'blobs', digestOf(bytes).replace(':', '/')), bytes);
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  };
  const manifests = images.map(({ arch, layers, labels = {} }) => {
    const tars = layers.map((files) => tarOf(directory, files));
    const settings = { architecture: arch, os: 'linux', config: { Cmd: ['/bin/true'], Labels: labels } };
    const config = put({ ...settings, rootfs: { type: 'layers', diff_ids: tars.map(digestOf) } }, `${oci}.config.v1+json`);
    const zipped = tars.map((tar) => put(gzipSync(tar), `${oci}.layer.v1.tar+gzip`));
    const manifest = { schemaVersion: 2, mediaType: `${oci}.manifest.v1+json`, config, layers: zipped };
    return { ...put(manifest, `${oci}.manifest.v1+json`), platform: { architecture: arch, os: 'linux' } };
  });
  const index = { schemaVersion: 2, mediaType: `${oci}.index.v1+json`, manifests };
  const top = manifests.length === 1 ? manifests[0]! : put(index, index.mediaType);
  const annotations = { 'org.opencontainers.image.ref.name': 'image' };
  writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ ...top, annotations }] }));
  return layout;
}

/** Longer than any of its commands takes here. */
const skopeoMilliseconds = 120_000;

/** What it printed. Rejects with its words when it fails; meanwhile servers of this process go on. */
export async function skopeo(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('skopeo', ['--insecure-policy', ...words], { timeout: skopeoMilliseconds });
  return stdout;
}

/** Pushes a layout, all its architectures, under this name: `127.0.0.1:5000/pause:3.10`. */
export async function push(layout: string, name: string, ...words: string[]): Promise<void> {
  await skopeo('copy', '--all', '--dest-tls-verify=false', ...words, `oci:${layout}:image`, `docker://${name}`);
}
