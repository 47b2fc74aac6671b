// measure.mjs - what `mainstay mail parse` makes of collections of mail, in figures
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const root = join(dirname(new URL(import.meta.url).pathname), '../..');
const program = process.env.MAINSTAY || join(root, 'build/mainstay');
const [folder, ...options] = process.argv.slice(2);
const verbose = options.includes('-v');
const asan = { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' };
if (!folder) {
	console.error('usage: bench/mail/run DIR [-v]');
	process.exit(2);
}

function parse(bytes) {
	const ran = spawnSync(program, ['mail', 'parse', '--parts', '-'],
		{ input: bytes, maxBuffer: 1 << 30, env: asan });
	if (ran.status !== 0)
		return { failed: ran.signal || ran.stderr.toString().trim() };
	return JSON.parse(ran.stdout.toString());
}

function files(...path) {
	const at = join(folder, ...path);
	if (!existsSync(at)) {
		console.log(`${join(...path)}: not here, left out`);
		return [];
	}
	return readdirSync(at, { recursive: true, withFileTypes: true })
		.filter((e) => e.isFile() || e.isSymbolicLink())
		.map((e) => join(e.parentPath || e.path, e.name)).sort();
}

const say = (...words) => verbose && console.log(...words);
const percent = (part, all) => `${part} of ${all} (${(all ? part / all * 100 : 0).toFixed(1)} %)`;

// ---- replies ----

function replies() {
	const all = files('reply', 'emails');
	let bare = 0, wrapped = 0;
	for (const file of all) {
		const text = readFileSync(file);
		const wanted = readFileSync(join(folder, 'reply/trimmed', basename(file)), 'utf8').trimEnd();
		const got = parse(text).reply?.trimEnd();
		const head = 'From: a@b.example\nMIME-Version: 1.0\n' +
			'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n';
		const again = parse(Buffer.concat([Buffer.from(head), text])).reply?.trimEnd();
		bare += got === wanted;
		wrapped += again === wanted;
		if (again !== wanted)
			say(`-- ${basename(file)}\n${again}\n-- wanted\n${wanted}`);
	}
	if (all.length) {
		console.log(`replies exactly as expected: ${percent(wrapped, all.length)}; ` +
			`of texts without a header: ${percent(bare, all.length)}`);
	}
}

// ---- trees ----

const sha256 = (bytes) => createHash('sha256').update(Buffer.from(bytes)).digest('hex');
// Of a field that stands there twice, the last counts, as in the trees.
const header = (part, name) => part.headers.findLast((h) => h.name === name)?.value?.ContentType;
const attribute = (value, name) => value?.attributes?.find((a) => a.name === name)?.value;
const lines = (text) => (text ?? '').replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd');

function leaves(tree, at, out = []) {
	const part = tree.parts[at];
	const kind = typeof part.body === 'string' ? part.body : Object.keys(part.body)[0];
	const body = part.body[kind];
	if (kind === 'Multipart') {
		for (const child of body)
			leaves(tree, child, out);
		return out;
	}
	const type = header(part, 'content_type');
	// A text that calls itself a multipart or a message, and is none, has no type to compare.
	const typed = type?.c_subtype && !(kind === 'Text' && /^(multipart|message)$/i.test(type.c_type));
	out.push({ kind, type: typed ? `${type.c_type}/${type.c_subtype}`.toLowerCase() : null,
		name: attribute(header(part, 'content_disposition'), 'filename') ?? attribute(type, 'name') ?? null,
		charset: attribute(type, 'charset') ?? null,
		text: kind === 'Text' || kind === 'Html' ? body : null,
		sha256: kind === 'Binary' || kind === 'InlineBinary' ? sha256(body) : null });
	return out;
}

function differs(want, got) {
	if (!got) return 'missing';
	if (want.kind === 'Message' ? !got.type.startsWith('message/') : want.type && want.type !== got.type)
		return `type ${got.type}`;
	if ((want.name ?? null) !== got.name) return `name ${got.name}`;
	if ((want.charset ?? null)?.toLowerCase() !== got.charset?.toLowerCase()) return `charset ${got.charset}`;
	if (want.text !== null && lines(want.text) !== lines(got.text)) return `text ${JSON.stringify(got.text)?.slice(0, 150)}`;
	if (want.sha256 && want.sha256 !== got.sha256) return 'content';
	return null;
}

function trees() {
	const all = files('mime');
	const mails = all.filter((f) => f.endsWith('.eml') || f.endsWith('multipart'));
	const groups = new Map();
	let read = 0, same = 0, parts = 0;
	for (const file of mails) {
		for (const [ending, crlf] of [['.json', false], ['.crlf.json', true]]) {
			const expected = file.replace(/\.eml$/, ending);
			if (crlf && (expected === file || !existsSync(expected)))
				continue;
			let bytes = readFileSync(file);
			if (crlf)
				bytes = Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
			const got = parse(bytes);
			if (!crlf)
				read += !got.failed;
			if (got.failed)
				console.log(`${file}: ${got.failed}`);
			if (expected === file || !existsSync(expected))
				continue;
			const want = leaves(JSON.parse(readFileSync(expected)), 0);
			const g = groups.get(dirname(file)) ?? groups.set(dirname(file), { same: 0, parts: 0 }).get(dirname(file));
			parts += Math.max(want.length, got.parts?.length ?? 0);
			g.parts += Math.max(want.length, got.parts?.length ?? 0);
			want.forEach((w, i) => {
				const wrong = differs(w, got.parts?.[i]);
				same += !wrong;
				g.same += !wrong;
				if (wrong)
					say(`-- ${file}${crlf ? ' crlf' : ''} leaf ${i}: ${wrong}, wanted ${JSON.stringify({ ...w, text: w.text?.slice(0, 150) })}`);
			});
			if ((got.parts?.length ?? 0) > want.length)
				say(`-- ${file}: ${got.parts.length} leaves, wanted ${want.length}`);
		}
	}
	if (mails.length) {
		console.log(`messages read: ${percent(read, mails.length)}; ` +
			`parts as in the tree: ${percent(same, parts)}`);
		for (const [at, g] of groups)
			console.log(`	${basename(at)}: ${percent(g.same, g.parts)}`);
	}
}

// ---- bounces ----

// The first status that a message names in a field of its own.
function status(bytes) {
	const m = /^Status: *([245])\.\d+\.\d+/mi.exec(bytes.toString('latin1'));
	return m && m[1];
}

function bounces() {
	const groups = [{ all: 0, found: 0, stated: 0, right: 0 }, { all: 0, found: 0, stated: 0, right: 0 }];
	files('bounces').forEach((file, i) => {
		const bytes = readFileSync(file), { bounce, failed } = parse(bytes), g = groups[i % 2];
		const wanted = status(bytes);
		g.all++;
		g.found += !!(bounce && bounce.recipient);
		if (wanted === '4' || wanted === '5') {
			g.stated++;
			g.right += !!bounce && bounce.hard === (wanted === '5');
		}
		if (failed)
			console.log(`${file}: ${failed}`);
		if (!bounce?.recipient || (wanted && bounce.hard !== (wanted === '5')))
			say(`-- ${file}: ${JSON.stringify(bounce)}, status ${wanted}`);
	});
	groups.forEach((g, i) => {
		if (g.all) {
			console.log(`bounces, ${i ? 'even' : 'odd'} ones: recognised with a recipient ` +
				`${percent(g.found, g.all)}; hard or soft right ${percent(g.right, g.stated)}`);
		}
	});
	const not = files('bounces-not'), taken = not.filter((f) => parse(readFileSync(f)).bounce);
	if (not.length)
		console.log(`taken for bounces that are none: ${taken.length} of ${not.length} ${taken.map((f) => basename(f))}`);
}

execFileSync(program, ['version']);
if (!options.includes('-b'))
	replies(), trees();
bounces();
