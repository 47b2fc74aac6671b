#!/bin/bash
# Answers, bounces and loops, with Postfix between. answer.sh MAINSTAY
set -u
program=$1
# shellcheck source=tests/mail/common.sh
. "$(dirname "$0")/common.sh"

cat >"$folder/pipe" <<-SH
	#!/bin/sh
	# An answering machine that says of itself nothing.
	cat >/dev/null
	case \$2 in *@gone.example) exit 67 ;; esac
	exec swaks --server 127.0.0.1 --port $mta_port --from robot@robot.example --to support@vendor.example \
		--header 'Subject: I am away' --body "Call me. \$(date +%s%N)"
SH
chmod 755 "$folder/pipe"
post_office "{vendor.example=lmtp:unix:$folder/a.lmtp}, {other.example=lmtp:unix:$folder/b.lmtp}, {robot.example=pipe:}, {gone.example=pipe:}"
center a support@vendor.example
center b support@other.example
set_to a mail_cap 5
"$program" user add --data "$folder/a" --email ana@acme.example --name Ana --role customer --organisation Acme >/dev/null
"$program" user add --data "$folder/a" --email ben@gone.example --name Ben --role customer --organisation Gone >/dev/null
start a
start b

# --- an answer by Reply-To ---
await post --from ana@acme.example --to support@vendor.example --header 'Subject: Link down' --body 'Since noon.'
mails() { ls "$folder"/mail/ana/new/* 2>/dev/null; }
await mails
say $? "the customer gets the case's number by mail"
mail=$(mails | head -1)
header() { sed -n '1,/^\r*$/p' "$mail" | sed -e ':a;N;$!ba;s/\r//g;s/\n[ \t]/ /g' | sed -n "s/^$1: //Ip" | head -1; }
reply_to=$(header Reply-To | grep -o '[^<> ]*@[^<> ]*')
grep -q '^support+r[0-9]*\.[0-9]*\.[a-z2-7]\{16\}@vendor\.example$' <<<"$reply_to"
say $? "which says where to answer, by a signed token"
post --from ana@acme.example --to "$reply_to" --header 'Subject: (no number)' --body 'It is back.'
await is a "select count(*) from entry where kind = 1 and text like '%It is back.%' and casefile_id = 1" 1
say $? "the answer is an entry of the case, by the token alone"

# The same by a person's program: reply, write above the quotation, send.
cat >"$folder/editor" <<-'SH'
	#!/bin/sh
	{ echo 'Both links are up since two.'; cat "$1"; } >"$1.new" && mv "$1.new" "$1"
SH
chmod 755 "$folder/editor"
cat >"$folder/neomuttrc" <<-RC
	set mbox_type=Maildir folder="$folder/mail" spoolfile="$folder/mail/ana" header_cache=""
	set realname=Ana from=ana@acme.example use_envelope_from=yes hostname=acme.example
	set smtp_url="smtp://127.0.0.1:$mta_port/" ssl_starttls=no ssl_force_tls=no
	set editor="$folder/editor" fast_reply=yes include=yes edit_headers=no copy=no recall=no
	set reply_to=yes quit=yes move=no delete=no wait_key=no beep=no abort_unmodified=no
RC
mkfifo "$folder/keys"
HOME=$folder TERM=xterm timeout -k 1 40 script -qec "neomutt -n -F $folder/neomuttrc -e 'push <first-entry><reply><send-message><exit>'" /dev/null \
	<"$folder/keys" >"$folder/neomutt.log" 2>&1 &
terminal=$!
exec 3>"$folder/keys"
await is a "select count(*) from entry where kind = 1 and casefile_id = 1 and text like 'Both links are up since two.%'" 1
say $? "neomutt answers a notification, and its text is an entry"
exec 3>&- # the terminal ends with its keys
wait "$terminal"
is a "select count(*) from entry where casefile_id = 1 and text like 'Both links%Since noon%'" 0
say $? "without what it quotes"
post --from eve@acme.example --to "$reply_to" --header 'Subject: x' --body 'Let me in.'
await is a "select count(*) from mail_in where state = 3 and from_address = 'eve@acme.example' and casefile_id = 1" 1
say $? "the same token from another address is held"
[ "$(rows a 'select count(*) from casefile')" = 1 ]
say $? "and no case was opened by it"

# --- a bounce ---
post --from ben@gone.example --to support@vendor.example --header 'Subject: From nowhere' --body 'x'
await is a "select count(*) from mail_peer where address = 'ben@gone.example' and bounced_at is not null" 1
say $? "what comes back from Postfix marks the address"
await is a "select count(*) from entry where kind = 2 and text like '%could not be delivered%'" 1
say $? "and is noted on the case"

# --- loops ---
post --from support@other.example --to support@vendor.example --header 'Subject: Hello' --body 'From one center to the other.'
await is b "select count(*) from casefile" 1
say $? "two centers: the other gets our mail"
post --from robot@robot.example --to support@vendor.example --header 'Subject: I am away' --body 'First.'
robots() { rows a "select count(*) from outgoing where recipient = 'robot@robot.example'"; }
await is a "select count(*) from casefile where summary = 'I am away'" 6
say $? "an answering machine gets as many mails as the cap says"
# All queues are empty, and stay so.
quiet() { [ -z "$(postqueue -c "$folder/postfix" -p | grep -v empty)" ] && is a 'select count(*) from mail_in where next_at is not null' 0; }
await quiet
[ "$(robots)" = 5 ] && [ "$(rows a "select count(*) from casefile where summary = 'I am away'")" = 6 ]
say $? "and then no more"
[ "$(rows b 'select count(*) from casefile')" = 1 ] && [ "$(rows a "select count(*) from outgoing where recipient = 'support@other.example'")" = 1 ]
say $? "the two centers have stopped after one mail each"

stop
closing
