// How long each silence may last before it is a sign of trouble, in milliseconds. Bytes that flow and calls home start them anew.

const seconds = (count: number) => count * 1000;
const minutes = (count: number) => seconds(60 * count);

export const deadlines = {
  /** Armed, and nothing heard. A big server's self-test takes up to ten minutes, and somebody has to walk to the switch: a hint only. */
  firstPacket: minutes(15),
  /** An operating system asked for an address where firmware should: it may still be the old system on its way down. */
  firmwareInsteadOfSystem: minutes(3),
  /** From our first offer to a request. EDK2 collects offers for 4 s and asks again after 4, 8 and 16 s; iPXE within 10 s. */
  offerTaken: seconds(25),
  /** A request to another server, until we call it that server's client: some firmware asks a second time. */
  otherServer: seconds(10),
  /** A DISCOVER to which nothing was said at all. */
  answer: seconds(30),
  /** From the address to the loader or script: iPXE sits out 16 s for IPv6 and proxy offers, a slow switch port 30 s (spanning tree). */
  fileAfterAddress: seconds(45),
  /** After a TFTP transfer broke off: firmware that tries again does so within seconds. */
  secondAttempt: seconds(15),
  /** A loader is 1 MB at most: 30 s without a block is no slow link. Also the time a size probe has until the real request. */
  loaderMoves: seconds(30),
  /** From the whole loader to its own DHCP: it starts at once, and waits up to 15 s for the link to come up again. */
  loaderStarts: seconds(30),
  /** In a boot after one whose loader was never heard of again. */
  loaderStartsAgain: seconds(10),
  /** From the script to the kernel: iPXE asks at once; a PXELINUX menu may count down half a minute. */
  kernelAfterScript: seconds(60),
  /** Between two blocks of kernel or initrd. */
  kernelMoves: seconds(60),
  /** From the last byte of the initrd to the config: unpacking 200 MB, drivers, firmware of NICs, a switch port that blocks for 50 s. */
  liveSystem: minutes(3),
  /** From the config to the agent's first call: Ignition, switch of root, network up again. */
  agent: minutes(3),
  /** The agent looks at every disk; cabinets full of sleeping ones take a minute to spin up. */
  inventory: minutes(2),
  /** Between two signs of life while it fetches the image. */
  image: minutes(3),
  /** Between two figures while it writes. The last one, when the disk empties its cache, takes minutes on slow ones. */
  writing: minutes(5),
  /** From the reboot to the installed system's call: a self-test of ten minutes, and the first boot's own work. */
  firstBoot: minutes(15),
  /** After it said why its images do not come in, and tried again for so long. */
  imagesAgain: minutes(3),
  /** From one image to the next: unpacking a big one onto an old disk, or in an emulated machine. */
  images: minutes(15),
  /** It waits for the endpoint, or its turn: whoever keeps it waiting is diagnosed by itself, and may be switched on hours later. */
  turn: minutes(60),
  /** Between two words of kubeadm. It is silent for 20 minutes while a control plane that does not start is waited for (render/kubeadm). */
  kubeadm: minutes(25),
  /** From the end of kubeadm to the node in the API: the kubelet asks for its certificate, and the appliance looks every few seconds. */
  nodeSeen: minutes(10),
  /** From the node to its being ready: the pod network starts on it, which in an emulated machine takes minutes. */
  nodeReady: minutes(15),
  /** A ready node that is none for a while: somebody restarts it, and a self-test takes minutes. It is shown at once, and told of after this. */
  nodeReturns: minutes(5),
} as const;

/** NAKs in a row: one is how a client learns that its old address is not ours. */
export const naksInARow = 3;
/** The same loader in one boot: it loads itself for ever. Two are a retry. */
export const loaderAgain = 3;
/** Boots in a row that ended at the same stage, before this one. Two are a technician's second and third try. */
export const fruitlessBoots = 3;
/** Attempts of kubeadm that failed: one may be the endpoint moving, or a slow start. */
export const kubeadmFailures = 2;
/** Network boots of a written blade from one NIC: one is what its boot order does, each further one means that its disk did not start. */
export const bootsPastTheDisk = 3;
