// What can be wrong with a list of machines from somewhere else, in words for a technician at a rack.

export const exchangeProblems = {
  // the file
  'list-unreadable': ['The list {file} cannot be read: {reason}.', 'Check the path and that the file can be opened.'],
  'list-too-large': ['The list {file} is larger than {limit} KiB.', 'This is no list of machines; choose the table or the dhcpd.conf.'],
  'list-binary': ['{file} is not a text file.', 'In the spreadsheet choose "save as CSV", or copy the cells and paste them.'],
  'list-encoding': [
    '{file} is not UTF-8; it was read as {encoding}.',
    'Look whether the names in it are right; if not, save it as "CSV UTF-8".',
  ],
  'list-empty': ['There is no machine in this list.', 'Give one line per machine, with its slot and its MAC addresses.'],
  'list-more-problems': ['{count} more problems like these are not shown.', 'Correct these first, then read the list again.'],
  // a table
  'list-columns-unknown': [
    'In no column was a slot, a MAC address or an IP address found.',
    'Say what the columns hold, or put names over them: slot, mac, ip, hostname.',
  ],
  'list-quote-open': ['A quote is opened here and never closed.', 'Close it, or take it out: everything behind it is read as one cell.'],
  'list-row-nobody': [
    'This line names neither a slot nor a MAC address: {text}.',
    'It is left out. If it is a machine, fill one of them in.',
  ],
  'list-mac-wrong': ['{value} is no MAC address.', 'Write six pairs of hexadecimal digits, for example d0:00:67:13:0d:00.'],
  'list-mac-not-a-port': ['{mac} is {kind}, not the address of one network port.', 'Read the label again.'],
  'list-ip-wrong': ['{value} is no IP address.', 'Write it as 10.20.30.40.'],
  'list-slot-wrong': ['{value} is no slot.', 'Write chassis/number, for example c1/3; slots count from 1.'],
  'list-role-unknown': ['{value} is no role.', 'Write control-plane or worker.'],
  'list-hostname-changed': [
    '{value} cannot be a host name; {name} is proposed.',
    'Host names are a–z, 0–9 and hyphens. Take the proposal, or correct the list.',
  ],
  'list-hostname-wrong': ['{value} cannot be a host name.', 'Write a–z, 0–9 and hyphens; until then the blade is named after its slot.'],
  'list-chassis-changed': [
    '{value} cannot be the name of a chassis; {name} is proposed.',
    'Chassis names are a–z, 0–9 and hyphens. Take the proposal, or correct the list.',
  ],
  // a dhcpd.conf
  'dhcpd-syntax': ['This is not read: {reason}.', 'Correct this place; a brace, quote or semicolon is often missing just before it.'],
  'dhcpd-ignored': [
    '{words} in {count} places say nothing about a machine and are not taken over.',
    'Nothing to do: Rackstrap decides this itself.',
  ],
  'dhcpd-no-mac': ['host {name} has no "hardware ethernet".', 'Add its MAC address, or take the host out.'],
  'dhcpd-more-addresses': ['host {name} has several addresses; {kept} is taken.', 'Choose one per machine if that is not the right one.'],
  'dhcpd-address-by-name': [
    'The address of host {name} is the name {value}, which cannot be looked up here.',
    'Write the IP address itself.',
  ],
  // a list and a plan
  'list-slot-twice': ['Slot {slot} is already given on line {other}.', 'One slot holds one blade: correct one of the two lines.'],
  'list-mac-twice': ['The MAC address {mac} is already given on line {other}.', 'Every network port has its own: read both labels again.'],
  'list-mac-elsewhere': [
    'The MAC address {mac} is at slot {slot} in the plan.',
    'If the blade was moved, correct the plan first, or replace the blades by the list.',
  ],
  'list-slot-taken': [
    'Slot {slot} already holds the blade {mac}.',
    'If it was exchanged, replace the blades by the list; otherwise correct the slot.',
  ],
  'list-mac-missing': ['Slot {slot} is new to the plan and has no MAC address.', 'Add the MAC address of the port it boots from.'],
  'list-chassis-not-named': [
    'Slot {number} is given without its chassis; the plan has {known}.',
    'Add a column with the chassis, or say which chassis the list is of.',
  ],
  'list-no-free-slot': ['There is no free slot left for {machine}.', 'Add a chassis, or give the machine a slot.'],
  'list-placed': [
    '{count} machines without a slot are put on free slots in order, {first} to {last}.',
    'Compare with the labels at the rack before installing anything.',
  ],
  'list-bmc-not-kept': [
    'The BMC addresses of {count} machines are not taken over: a plan has no place for them yet.',
    'Keep the list; everything else is taken.',
  ],
  'list-removed': [
    'Not in the list, so taken out of the plan: {slots}.',
    'If these blades are to stay, add the list instead of replacing.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
