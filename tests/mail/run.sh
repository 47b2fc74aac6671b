#!/bin/bash
# Mail comes in: by what real programs say. run.sh MAINSTAY
set -u
program=$1
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
chmod 755 "$folder"
failed=0 passed=0
server= mta=

finish() {
	[ -z "$mta" ] || postfix -c "$folder/postfix" stop >/dev/null 2>&1
	[ -z "$server" ] || kill -9 "$server" 2>/dev/null
	rm -rf "$folder"
}
trap finish EXIT

say() { # say RESULT SENTENCE
	if [ "$1" -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok     $2"
	else
		failed=$((failed + 1))
		echo "FAILED $2"
		tail -5 "$folder/log"
	fi
}

await() { # until the command succeeds, at most twenty seconds
	local n
	for ((n = 0; n < 400; n++)); do
		"$@" >/dev/null 2>&1 && return 0
		sleep 0.05
	done
	return 1
}

port() { # a free one
	node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

data=$folder/data
rows() { sqlite3 -readonly "$data/mainstay.db" "$1"; }
is() { [ "$(rows "$1")" = "$2" ]; }

start() {
	"$program" serve --data "$data" --listen 127.0.0.1:0 --smtp "$smtp" --lmtp "unix:$folder/lmtp" --quiet "$@" 2>>"$folder/log" &
	server=$!
	await grep -q 'serving on' "$folder/log"
}

smtp=$(port)
"$program" init --data "$data" >/dev/null 2>&1
"$program" mail address add support@vendor.example --data "$data" >/dev/null
"$program" user add --data "$data" --email ana@acme.example --name Ana --role customer --organisation Acme >/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$folder/key" -out "$folder/cert" \
	-subj /CN=localhost -days 2 2>/dev/null
start --mail-cert "$folder/cert" --mail-key "$folder/key"

# --- swaks ---
call() { swaks --server 127.0.0.1 --port "$smtp" --from ana@acme.example --to support@vendor.example --suppress-data "$@" >"$folder/swaks" 2>&1; }

printf 'From: ana@acme.example\r\nTo: support@vendor.example\r\nSubject: By TLS\r\n\r\nThe router is down.\r\n' >"$folder/tls"
curl -sk --ssl-reqd "smtp://127.0.0.1:$smtp/test.example" --mail-from ana@acme.example --mail-rcpt support@vendor.example -T "$folder/tls"
say $? "curl delivers over STARTTLS"
await is "select count(*) from casefile where summary = 'By TLS'" 1
say $? "a case is there, of the known contact"
call --to nobody@vendor.example
grep -q '550 5.1.1' "$folder/swaks"
say $? "an address that takes no mail is refused"
call --header 'Subject: Grüße' --attach-type text/plain --attach-name log.txt --attach "@$here/run.sh" --body 'See the log.'
await is "select count(*) from attachment where name = 'log.txt'" 1
say $? "an attachment is on the case"

# --- a card and an invitation, as mail programs send them ---
{
	printf 'From: ana@acme.example\r\nTo: support@vendor.example\r\nSubject: Let us talk\r\nMessage-ID: <talk@acme.example>\r\n'
	printf 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n'
	printf 'Content-Type: multipart/alternative; boundary=b2\r\n\r\n'
	printf -- '--b2\r\nContent-Type: text/plain\r\n\r\nOn Monday?\r\n'
	printf -- '--b2\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n'
	printf 'BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n' | base64 | sed 's/$/\r/'
	printf -- '--b2--\r\n--b1\r\nContent-Type: text/x-vcard; name="ana.vcf"\r\nContent-Disposition: inline\r\n\r\n'
	printf 'BEGIN:VCARD\r\nFN:Ana\r\nEND:VCARD\r\n--b1--\r\n'
} >"$folder/talk.eml"
parsed() { # parsed EXPRESSION of m
	"$program" mail parse "$folder/talk.eml" | node -e "const m = JSON.parse(require('fs').readFileSync(0)); console.log($1)"
}
[ "$(parsed '[m.text, m.reply, ...m.attachments.map((a) => a.name + ":" + a.type)].join(" ")')" = \
	'On Monday? On Monday? null:text/calendar ana.vcf:text/x-vcard' ]
say $? "mail parse says that a card and an invitation are attached, not text"
curl -s "smtp://127.0.0.1:$smtp/test.example" --mail-from ana@acme.example --mail-rcpt support@vendor.example -T "$folder/talk.eml"
of_talk="from attachment a join casefile c on c.id = a.casefile_id where c.summary = 'Let us talk'"
await is "select group_concat(name, ' ') from (select a.name $of_talk order by a.id)" 'calendar-2.ics ana.vcf'
say $? "both are on the case that it opens, with names that open them"
[ "$(rows "select group_concat(hex, ' ') from (select lower(hex(a.sha256)) as hex $of_talk order by a.id)")" = \
	"$(parsed 'm.attachments.map((a) => a.sha256).join(" ")')" ]
say $? "and as they came"

# --- the pipe ---
mail() { printf 'From: Ana <ana@acme.example>\nTo: support@vendor.example\nMessage-ID: <%s@acme.example>\nSubject: %s\n\nText\n' "$1" "$2"; }
mail p1 'By pipe' | "$program" mail-in --data "$data" --recipient support@vendor.example --sender ana@acme.example
say $? "a pipe hands a mail to the running server"
await is "select count(*) from casefile where summary = 'By pipe'" 1
say $? "which opens a case"
mail p2 x | "$program" mail-in --data "$data" --recipient nobody@vendor.example 2>/dev/null
[ $? -eq 67 ]
say $? "a pipe for nobody ends with 67"
mail p3 x | "$program" mail-in --data "$folder/none" 2>/dev/null
[ $? -eq 75 ]
say $? "a pipe into a center that is not there ends with 75"
mail p1 'By pipe' | "$program" mail-in --data "$data" --recipient support@vendor.example
await is "select count(*) from mail_in where state = 4 and message_id = 'p1@acme.example'" 1
say $? "the same mail once more changes nothing"

# --- Postfix: LMTP, and a pipe ---
mkdir -p "$folder/postfix" "$folder/spool" "$folder/postdata"
chown postfix "$folder/postdata"
mta_port=$(port)
cat >"$folder/postfix/main.cf" <<CF
compatibility_level = 3.6
queue_directory = $folder/spool
data_directory = $folder/postdata
inet_interfaces = 127.0.0.1
mydestination =
local_recipient_maps =
alias_maps =
virtual_mailbox_domains = vendor.example pipe.example
virtual_transport = lmtp:unix:$folder/lmtp
transport_maps = inline:{pipe.example=mainstay}
recipient_delimiter = +
maillog_file = $folder/postfix.log
maillog_file_prefixes = $folder
smtpd_recipient_restrictions = permit_mynetworks, reject
mynetworks = 127.0.0.0/8
mainstay_destination_recipient_limit = 1
CF
cat >"$folder/postfix/master.cf" <<CF
127.0.0.1:$mta_port inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
mainstay unix - n n - 4 pipe user=nobody argv=$folder/pipe \${sender} support@vendor.example
CF
cat >"$folder/pipe" <<SH
#!/bin/sh
exec "$program" mail-in --data "$data" --sender "\$1" --recipient "\$2"
SH
chmod 755 "$folder/pipe"
post() { swaks --server 127.0.0.1 --port "$mta_port" --from ana@acme.example --suppress-data "$@" >>"$folder/swaks" 2>&1; }
if postfix -c "$folder/postfix" start >>"$folder/log" 2>&1; then mta=yes; fi
await post --to support@vendor.example --header 'Subject: By Postfix' --body 'Over LMTP.'
await is "select count(*) from casefile where summary = 'By Postfix'" 1
say $? "Postfix delivers by LMTP"
post --to x@pipe.example --header 'Subject: By its pipe' --body 'As nobody.'
await grep -q 'status=deferred' "$folder/postfix.log"
say $? "Postfix keeps a mail whose pipe may not reach the center"

kill "$server"
wait "$server" 2>/dev/null
server=

# --- kill -9 ---
node "$here/deliver.mjs" "$program" "$data" "$smtp" "$(port)" "${MAILS:-500}" "${KILLS:-5}"
say $? "kill -9 during deliveries: each mail that got 250 is there exactly once"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
