// The npm package `dhcp` as a client, for a test that puts it into a namespace: `node dhcp-client.cjs MAC`. Prints what it was bound to.
const dhcp = require('dhcp');

const client = dhcp.createClient({ mac: process.argv[2].replaceAll(':', '-').toUpperCase(), features: ['hostname'] });
client.on('error', (error) => console.error(String(error)));
client.on('bound', (state) => {
  console.log(JSON.stringify({ bound: state.address, server: state.server, lease: state.leasePeriod }));
  client.close();
});
client.listen(undefined, undefined, () => client.sendDiscover());
