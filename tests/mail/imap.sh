#!/bin/bash
# A mailbox at Dovecot, looked into by IMAP. imap.sh MAINSTAY
set -u
program=$1
# shellcheck source=tests/mail/common.sh
. "$(dirname "$0")/common.sh"

imap=$(port) sign=$(port)
node "$here/token.mjs" "$sign" &
signer=$!
user=$(id -un nobody)
mkdir -p "$folder/box/new" "$folder/box/cur" "$folder/box/tmp" "$folder/run" "$folder/state"
chown -R nobody "$folder/box"
cat >"$folder/dovecot.conf" <<CF
protocols = imap
listen = 127.0.0.1
base_dir = $folder/run
state_dir = $folder/state
log_path = $folder/dovecot.log
ssl = no
disable_plaintext_auth = no
default_login_user = $user
default_internal_user = $user
default_internal_group = $(id -gn nobody)
mail_location = maildir:$folder/box
mail_uid = nobody
mail_gid = $(id -gn nobody)
first_valid_uid = 1
first_valid_gid = 1
auth_mechanisms = plain oauthbearer xoauth2
passdb {
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = $folder/oauth2.conf
}
passdb {
  driver = static
  mechanisms = plain
  args = password=secret
}
userdb {
  driver = static
  args = uid=nobody gid=$(id -gn nobody) home=$folder/box
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $imap
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
CF
cat >"$folder/oauth2.conf" <<CF
introspection_mode = post
introspection_url = http://127.0.0.1:$sign/introspect
username_attribute = email
active_attribute = active
active_value = true
CF
drop() { # drop NAME SUBJECT [FOLDER]
	printf 'From: ana@acme.example\nTo: support@vendor.example\nMessage-ID: <%s@acme.example>\nSubject: %s\n\nText\n' "$1" "$2" >"$folder/box${3-}/tmp/$1"
	chown nobody "$folder/box${3-}/tmp/$1"
	mv "$folder/box${3-}/tmp/$1" "$folder/box${3-}/new/$1"
}
drop one 'By IMAP'
drop two 'By IMAP too'
dovecot -c "$folder/dovecot.conf" >>"$folder/start.log" 2>&1
trap 'doveadm -c "$folder/dovecot.conf" stop 2>/dev/null; kill "$signer"; finish' EXIT

center a support@vendor.example
start a
printf wrong | "$program" mailbox add "imap://127.0.0.1:$imap" --data "$folder/a" --address support@vendor.example \
	--user help --password-stdin --folder Other --every 10 >/dev/null
printf secret | "$program" mailbox add "imap://127.0.0.1:$imap" --data "$folder/a" --address support@vendor.example \
	--user help --password-stdin --then delete --every 10 >/dev/null
say $? "a mailbox is added"
await is a "select count(*) from casefile where summary like 'By IMAP%'" 2
say $? "its mails open cases"
gone() { [ -z "$(ls "$folder/box/new" "$folder/box/cur" | grep -v ':$')" ]; }
await gone
say $? "and are deleted there"
[ -n "$(rows a "select last_error from mailbox where folder = 'Other'")" ]
say $? "a mailbox that fails says why and keeps no other from it"
"$program" mailbox list --data "$folder/a" | grep -q secret
[ $? -ne 0 ]
say $? "the list does not show the password"
drop three 'Later'
await is a "select count(*) from casefile where summary = 'Later'" 1
say $? "what comes later is fetched too"
[ "$(rows a "select count(*) from casefile")" = 3 ] && [ "$(rows a "select last_uid from mailbox where folder = 'INBOX'")" = 3 ]
say $? "each once"

# --- OAuth 2: the folder Signed ---
add() { # add FOLDER OPTION...: a further mailbox, its secrets from standard input
	local name=$1
	shift
	"$program" mailbox add "imap://127.0.0.1:$imap" --data "$folder/a" --address support@vendor.example --user help \
		--folder "$name" --every 10 "$@"
}
made() { # made FOLDER: there, and empty
	mkdir -p "$folder/box/.$1/new" "$folder/box/.$1/cur" "$folder/box/.$1/tmp"
	chown -R nobody "$folder/box/.$1"
}
made Signed
made Again
put() { drop "$2" "$3" "/.$1"; } # put FOLDER NAME SUBJECT
put Signed four 'By token'
printf 'refresh-0\nquiet\n' | add Signed --token-stdin --token-url "http://127.0.0.1:$sign/token" --client-id desk >"$folder/signed"
await is a "select count(*) from casefile where summary = 'By token'" 1
say $? "a mailbox is signed in to by an access token that is asked for"
curl -s "http://127.0.0.1:$sign/revoke" >/dev/null
put Signed five 'By another token'
await is a "select count(*) from casefile where summary = 'By another token'" 1
say $? "one that was withdrawn is followed by the next, with the new refresh token"
curl -s "http://127.0.0.1:$sign/revoke" >/dev/null
printf 'refresh-0' | "$program" mailbox renew "$(cat "$folder/signed")" --secret-stdin --data "$folder/a"
await is a "select count(*) from mailbox where last_error like '%invalid_grant: Sign in again.%'" 1
say $? "what the token endpoint refuses is told"
printf 'refresh-2' | "$program" mailbox renew "$(cat "$folder/signed")" --secret-stdin --data "$folder/a"
await is a "select count(*) from mailbox where folder = 'Signed' and last_error = '' and seen_at is not null and failures = 0" 1
say $? "and a new secret is used at once"

# --- numbered anew: the folder Again ---
put Again six 'Numbered once'
put Again seven 'Numbered twice'
printf secret | add Again --password-stdin >"$folder/again"
await is a "select count(*) from casefile where summary like 'Numbered%'" 2
before=$(rows a "select uid_validity from mailbox where folder = 'Again'")
rm -r "$folder/box/.Again"
made Again
put Again eight 'Numbered first'
put Again six 'Numbered once'
put Again seven 'Numbered twice'
printf secret | "$program" mailbox renew "$(cat "$folder/again")" --secret-stdin --data "$folder/a"
await is a "select count(*) from casefile where summary = 'Numbered first'" 1
[ "$(rows a "select uid_validity from mailbox where folder = 'Again'")" != "$before" ]
say $? "a folder that was made anew has other numbers"
await is a "select count(*) from mail_in where state = 1" 0
is a "select count(*) from casefile where summary like 'Numbered%'" 3
say $? "none of its mails is lost, and none is taken twice"
[ "$(rows a "select count(*) from mail_in where state = 4 and source = 'imap'")" = 2 ]
say $? "what is here already is known again"

stop
closing
