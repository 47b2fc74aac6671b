// Delivers mails while the server is killed: node deliver.mjs PROGRAM DATA PORT HTTP COUNT KILLS
// Each mail is tried until it is taken (250). Afterwards each is there exactly once.
import { spawn, execFileSync } from 'node:child_process';
import { connect } from 'node:net';

const [program, data, port, http, count, kills] = process.argv.slice(2);
const total = Number(count), left = [...Array(total).keys()], AT_ONCE = 16;
let server, taken = 0, ended = false;
const killAt = [...Array(Number(kills)).keys()].map((i) => Math.floor((total * (i + 1)) / (Number(kills) + 1)));

function start() {
	server = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${http}`, '--smtp', port, '--quiet'],
		{ stdio: 'ignore' });
}

// One connection: mails until it breaks. Commands go in one packet where that is allowed.
function call() {
	return new Promise((resolve) => {
		const socket = connect(Number(port), '127.0.0.1');
		let text = '', mine, step = 0;
		const give = () => {
			mine = left.shift();
			if (mine === undefined) return socket.end('QUIT\r\n');
			step = 1;
			socket.write(`MAIL FROM:<c${mine % 7}@acme.example>\r\nRCPT TO:<support@vendor.example>\r\nDATA\r\n`);
		};
		const done = () => {
			if (mine !== undefined) left.push(mine);
			mine = undefined;
			resolve();
		};
		socket.on('error', () => {});
		socket.on('close', done);
		socket.on('data', (bytes) => {
			text += bytes;
			for (let end; (end = text.indexOf('\r\n')) >= 0; text = text.slice(end + 2)) {
				const line = text.slice(0, end);
				if (line[3] === '-') continue;
				if (line.startsWith('220')) socket.write('EHLO test.example\r\n');
				else if (step === 0 && line.startsWith('250')) give();
				else if (line.startsWith('354')) {
					step = 2;
					socket.write(`From: c${mine % 7}@acme.example\r\nTo: support@vendor.example\r\n` +
						`Subject: kill ${mine}\r\nMessage-ID: <${mine}@acme.example>\r\n\r\nText ${mine}\r\n.\r\n`);
				} else if (step === 2 && line.startsWith('250')) {
					mine = undefined;
					taken++;
					if (taken === killAt[0]) {
						killAt.shift();
						server.kill('SIGKILL');
						start();
					}
					give();
				} else if (!line.startsWith('250')) socket.destroy();
			}
		});
	});
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function worker() {
	while (!ended && (left.length > 0 || taken < total)) {
		await call();
		await pause(20);
	}
}

const rows = (sql) => execFileSync('sqlite3', ['-readonly', `${data}/mainstay.db`, sql], { encoding: 'utf8' }).trim();

start();
const began = Date.now();
const watchdog = setTimeout(() => { ended = true; }, 120000);
await Promise.all([...Array(AT_ONCE)].map(worker));
const seconds = (Date.now() - began) / 1000;
for (let i = 0; i < 1200 && !ended && rows('select count(*) from mail_in where next_at is not null') !== '0'; i++) await pause(100);
clearTimeout(watchdog);
server.kill('SIGTERM');
await new Promise((resolve) => server.on('exit', resolve));
const cases = rows("select count(*), count(distinct summary) from casefile where summary like 'kill %'");
const ok = taken === total && cases === `${total}|${total}`;
console.log(`${taken} mails taken in ${seconds.toFixed(1)} s, ${kills} kills; cases, different ones: ${cases}`);
process.exit(ok ? 0 : 1);
