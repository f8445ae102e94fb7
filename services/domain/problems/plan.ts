// What can be wrong with a plan, in words for a technician at a rack.

export const planProblems = {
  // the file
  'plan-unreadable': ['The plan file {file} cannot be read: {reason}.', 'Check the path and that the file can be opened.'],
  'plan-too-large': ['The plan file {file} is larger than {limit} KiB.', 'This is not a plan; choose the YAML file of the rack.'],
  'plan-not-text': ['The plan file {file} is not UTF-8 text.', 'Save it as UTF-8.'],
  'plan-yaml': ['This is not YAML: {reason}.', 'Correct this place; a comma, quote, colon or indentation is often just before it.'],
  'plan-yaml-doubtful': ['YAML reads this in a way that may not be meant: {reason}.', 'Put text with special characters in quotes.'],
  'plan-aliases': ['The plan repeats its parts by aliases (*name) too often.', 'Write the repeated parts out.'],
  'plan-not-written': ['The plan file {file} cannot be written: {reason}.', 'Free some space or choose another place, then save again.'],
  'plan-changed-on-disk': [
    'The plan file {file} was changed by someone else since it was opened.',
    'Open it again, look at what changed, and repeat your edit.',
  ],
  // its shape
  'plan-not-a-map': ['The plan is not a list of fields.', 'Begin with "apiVersion: rackstrap/v1" and the fields of a plan, one per line.'],
  'plan-version-unknown': ['The plan does not say which version of the format it is written in.', 'Write {newest} as its apiVersion.'],
  'plan-too-new': [
    'The plan is written in format {version}; this Rackstrap reads up to {newest}.',
    'Use the newer Rackstrap that the plan was made with. Nothing else in it was checked.',
  ],
  'plan-field-unknown': ['There is no field {field} here.', '{advice}'],
  'plan-field-missing': ['{field} is missing or empty.', 'Write {wanted}.'],
  'plan-value-wrong': ['{value} does not belong here.', 'Write {wanted}.'],
  'plan-value-unquoted': ['YAML reads {value} as a number, not as text.', 'Put it in quotes, and write {wanted}.'],
  // slots and blades
  'plan-chassis-twice': ['The chassis name {name} is already used at {other}.', 'Give each chassis a name of its own.'],
  'plan-chassis-unknown': ['There is no chassis {name}.', 'The plan has {known}: correct the slot, or add the chassis.'],
  'plan-slot-beyond': ['Chassis {chassis} has {slots} slots; there is no slot {number}.', 'Correct the slot, or the number of slots.'],
  'plan-slot-twice': ['Slot {slot} is already described at {other}.', 'One slot holds one blade: correct one of the two.'],
  'plan-mac-twice': [
    'The MAC address {mac} is already used at {other}.',
    'Read both labels again: every network port has its own MAC address.',
  ],
  'plan-mac-not-a-port': [
    '{mac} is {kind}, not the address of one network port.',
    'Read the label again; the second digit of a port is even and not all digits are 0.',
  ],
  'plan-hostname-twice': ['The host name {hostname} is already used at {other}.', 'Give each blade a host name of its own.'],
  'plan-address-none': [
    'Blade {slot} has no address.',
    'Write its ip, or give its chassis a firstIp, from which every slot gets its address.',
  ],
  // addresses
  'plan-ipv6-not-yet': ['{value} is IPv6; the provisioning network works with IPv4 only.', 'Write an IPv4 address or network.'],
  'plan-address-outside': ['{address} ({who}) is not in {subnets}.', 'Correct the address, or the subnet.'],
  'plan-address-reserved': ['{address} ({who}) is the {kind} address of {subnet}.', 'Choose another: no machine may have this one.'],
  'plan-address-twice': ['{address} ({who}) is already the address of {other}.', 'Give one of the two another address.'],
  'plan-address-in-pool': [
    '{address} ({who}) is inside the DHCP pool {pool}.',
    'Move the pool, or the address: the pool is for machines not planned.',
  ],
  'plan-needs-laptop': [
    '{who} at {address} is this laptop: the installed blades would lose it when the laptop leaves.',
    'Write the address of one that stays.',
  ],
  // networks
  'plan-on-loopback': [
    '{subnet} is inside this laptop: only a virtual rack can be there.',
    'For real blades choose a private network such as 10.20.30.0/24.',
  ],
  'plan-subnet-special': [
    '{subnet} is a {kind} range; machines cannot have addresses in it.',
    'Choose a private network such as 10.20.30.0/24.',
  ],
  'plan-subnet-small': [
    '{subnet} has {room} addresses for machines; the plan needs {needed}.',
    'Choose a larger subnet (a smaller number behind the slash).',
  ],
  'plan-ranges-overlap': ['{range} overlaps {otherRange} at {other}.', 'Choose ranges that have no address in common.'],
  'plan-pool-order': ['The pool ends at {last}, before its first address {first}.', 'Exchange the two.'],
  'plan-pool-unused': [
    "In proxy mode the site's own DHCP server gives all addresses; the pool is never used.",
    'Remove the pool, or use mode full.',
  ],
  'plan-menu-unused': [
    'The boot menu is for machines with an address of the pool, and this plan gives out none.',
    'Write a pool (network.dhcp.pool, in mode full), or take menu out.',
  ],
  'plan-nothing-to-announce': ['{field} is on, but network.{missing} is empty.', 'Fill that in, or turn this off.'],
  'plan-node-ports': ['The node-port range {range} {reason}.', 'Write first-last, for example 30000-32767.'],
  // disks and access
  'plan-disk-sizes': ['No disk is at least {min} GiB and at most {max} GiB.', 'Exchange the two, or leave one out.'],
  'plan-disk-one-machine': [
    'A {field} names one disk, but this rule is for {blades} blades; it fits one of them at most.',
    "Put it into that blade's own disk rule.",
  ],
  'plan-ssh-key': ['This is not an SSH public key: {reason}.', 'Paste the one line of a .pub file, for example "ssh-ed25519 AAAA… name".'],
  'plan-ssh-key-weak': ['This SSH key is too weak: {reason}.', 'Make a new one: ssh-keygen -t ed25519.'],
  'plan-ssh-key-private': [
    'This is a private SSH key.',
    'Take it out, write the line of the .pub file instead, and make a new key pair: whoever has read this plan has the key.',
  ],
  'plan-ssh-key-private-refused': [
    'This is a private SSH key; it was not taken, and nothing of it is kept.',
    'Take the line of the .pub file beside it. A private key never leaves the machine that it belongs to.',
  ],
  'plan-nobody-can-log-in': [
    'There is neither an SSH key nor a console login: nobody could log in to the blades.',
    'Add an SSH public key to access.sshKeys.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
