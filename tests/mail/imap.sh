#!/bin/bash
# A mailbox at Dovecot, looked into by IMAP. imap.sh MAINSTAY
set -u
program=$1
# shellcheck source=tests/mail/common.sh
. "$(dirname "$0")/common.sh"

imap=$(port)
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
passdb {
  driver = static
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
drop() { # drop NAME SUBJECT
	printf 'From: ana@acme.example\nTo: support@vendor.example\nMessage-ID: <%s@acme.example>\nSubject: %s\n\nText\n' "$1" "$2" >"$folder/box/tmp/$1"
	chown nobody "$folder/box/tmp/$1"
	mv "$folder/box/tmp/$1" "$folder/box/new/$1"
}
drop one 'By IMAP'
drop two 'By IMAP too'
dovecot -c "$folder/dovecot.conf" >>"$folder/start.log" 2>&1
trap 'doveadm -c "$folder/dovecot.conf" stop 2>/dev/null; finish' EXIT

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

stop
closing
