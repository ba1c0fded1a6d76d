/** Starts it on a free port of this machine alone, and says which: by itself it listens everywhere. */

const net = require('node:net');

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  const then = rest.find((each) => typeof each === 'function');
  return listen.call(this, { port, host: '127.0.0.1' }, then);
};

const { PushApiModel } = require('web-push-testing/src/PushApiModel.js');
const Server = require('web-push-testing/src/server.js');

new Server(new PushApiModel(), Number(process.argv[2])).startServer();
