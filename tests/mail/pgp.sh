#!/bin/bash
# OpenPGP with GnuPG as the other side, and Postfix between. pgp.sh MAINSTAY
set -u
program=$1
# shellcheck source=tests/mail/common.sh
. "$(dirname "$0")/common.sh"

home=$(mktemp -d)
chmod 700 "$home"
end_all() {
	gpgconf --homedir "$home" --kill gpg-agent
	rm -rf "$home"
	finish
}
trap end_all EXIT
pgp() { gpg --homedir "$home" --batch --quiet --trust-model always --auto-key-locate local --pinentry-mode loopback --passphrase '' "$@" 2>>"$folder/gpg.log"; }
key() { pgp --with-colons --list-keys "$1" | sed -n 's/^fpr:::::::::\([0-9A-F]*\):$/\1/p' | head -1; }
make() { pgp --quick-generate-key "$1" future-default default 1y; }

make 'Ana <ana@acme.example>'
make 'Ben <ben@acme.example>'
make 'Eve <eve@acme.example>'
make 'Ria <ria@acme.example>'
pgp --faked-system-time 20200101T000000! --quick-generate-key 'Old <old@acme.example>' future-default default 1y

post_office "{vendor.example=lmtp:unix:$folder/a.lmtp}"
center a support@vendor.example
for who in ana ben eve ria old; do
	"$program" user add --data "$folder/a" --email "$who@acme.example" --name "$who" --role customer --organisation Acme >/dev/null
done
start a
at=a # the center that is asked
tool() { "$program" "$@" --data "$folder/$at"; }

# --- keys ---
ours=$(tool key generate --name Support --address support@vendor.example)
[[ $ours =~ ^[0-9A-F]{40}$ ]]
say $? "a key of the center is made in the vault"
for who in ana ben old; do pgp --armor --export "$who@acme.example" | tool key import --key-stdin >/dev/null || say 1 "$who's key is taken"; done
[ "$(tool key list | grep -c public)" = 3 ] && tool key list | grep "$ours" | grep -q secret
say $? "keys of those who write are beside it"
pgp --armor --export-secret-keys ben@acme.example | tool key import --key-stdin >/dev/null 2>&1
[ $? = 2 ]
say $? "a private key is not taken for a public one"
pgp --batch --passphrase secret --quick-generate-key 'Locked <locked@vendor.example>' future-default default 1y
gpg --homedir "$home" --batch --quiet --pinentry-mode loopback --passphrase secret --armor --export-secret-keys locked@vendor.example 2>>"$folder/gpg.log" |
	tool key import --key-stdin --secret >"$folder/locked" 2>&1
grep -q passphrase "$folder/locked" && ! tool key list | grep -q locked
say $? "nor one with a passphrase, which nobody could type"
tool key export "$ours" | pgp --import

# --- messages ---
letter() { # letter FROM TYPE
	local number
	number=$(date +%s%N)
	printf 'From: %s@acme.example\r\nTo: support@vendor.example\r\nSubject: Mail %s\r\nMessage-ID: <%s@acme.example>\r\nMIME-Version: 1.0\r\nContent-Type: %s\r\n\r\n' \
		"$1" "$number" "$number" "$2"
}
part() { printf 'Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n' "$1" >"$folder/part"; }
body() { # the two parts of what is signed, with the boundary b
	printf -- '--b\r\n'
	cat "$folder/part"
	printf '\r\n--b\r\nContent-Type: application/pgp-signature; name=signature.asc\r\n\r\n'
	sed 's/$/\r/' "$folder/signature"
	printf -- '--b--\r\n'
}
sign() { pgp "$@" --armor --detach-sign <"$folder/part" >"$folder/signature"; }
signed='multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary=b'
sealed='multipart/encrypted; protocol="application/pgp-encrypted"; boundary=c'
cover() { # around what is sealed
	printf -- '--c\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--c\r\nContent-Type: application/octet-stream\r\n\r\n'
	sed 's/$/\r/'
	printf '\r\n--c--\r\n'
}
seal() { pgp --armor --encrypt "$@" <"$folder/part"; }
take() { # take FROM: and wait until it was read
	tool mail-in --recipient support@vendor.example --sender "$1@acme.example" >/dev/null
	await is "$at" 'select count(*) from mail_in where next_at is not null' 0
}
last() { rows "$at" "select $1 from mail_in order by id desc limit 1"; }
text() { rows "$at" 'select e.text from mail_in m join entry e on e.id = m.entry_id order by m.id desc limit 1'; }

part 'The core is down.'
sign --local-user ana@acme.example
{ letter ana "$signed"; body; } | take ana
[ "$(last signature)" = 1 ] && [ "$(last signer)" = 'Ana <ana@acme.example>' ] && grep -q 'core is down' <<<"$(text)"
say $? "a good signature of the sender"
[ "$(rows a 'select count(*) from mail_in_part')" = 0 ]
say $? "is no file of the case"
{ letter ana "$signed"; body; } | tr -d '\r' | take ana
[ "$(last signature)" = 1 ]
say $? "also when a pipe made LF of the ends of line"
{ letter ana "$signed"; body; } | sed 's/core/edge/' | take ana
[ "$(last signature)" = 3 ]
say $? "a message that was changed has a wrong one"
{ letter ben "$signed"; body; } | take ben
[ "$(last signature)" = 2 ]
say $? "a good one of somebody else is not the sender's"
sign --local-user eve@acme.example
{ letter eve "$signed"; body; } | take eve
[ "$(last signature)" = 4 ] && [ -n "$(last signer_key)" ]
say $? "a key that is not here is named"
sign --faked-system-time 20200601T000000! --local-user old@acme.example
{ letter old "$signed"; body; } | take old
[ "$(last signature)" = 5 ]
say $? "a key that has expired is said to have"
sign --local-user ria@acme.example
sed 's/^:---/---/' "$home/openpgp-revocs.d/$(key ria@acme.example).rev" | pgp --import
pgp --armor --export ria@acme.example | tool key import --key-stdin >/dev/null
{ letter ria "$signed"; body; } | take ria
[ "$(last signature)" = 6 ]
say $? "a key that was revoked is said to be"

part 'A secret of the network.'
{ letter ana "$sealed"; seal -r "$ours" | cover; } | take ana
[ "$(last sealed)" = 1 ] && [ "$(last signature)" = 0 ] && grep -q 'secret of the network' <<<"$(text)"
say $? "what is sealed for us is opened"
{ letter ana "$sealed"; seal -r "$ours" --sign --local-user ana@acme.example | cover; } | take ana
[ "$(last sealed)" = 1 ] && [ "$(last signature)" = 1 ]
say $? "and its signature inside is looked at"
{ letter ana "$sealed"; seal -r ben@acme.example | cover; } | take ana
[ "$(last sealed)" = 2 ] && [ -n "$(last sealed_keys)" ] && grep -q 'not here' <<<"$(text)"
say $? "what is sealed for others stays closed, and says for which keys"
cp "$folder/part" "$folder/inner"
sign --local-user ana@acme.example
{ printf 'Content-Type: %s\r\n\r\n' "$signed"; body; } >"$folder/whole"
mv "$folder/whole" "$folder/part"
{ letter ana "$sealed"; seal -r "$ours" | cover; } | take ana
[ "$(last sealed)" = 1 ] && [ "$(last signature)" = 1 ] && grep -q 'secret of the network' <<<"$(text)"
say $? "a signed message inside of a sealed one is verified"
mv "$folder/inner" "$folder/part"
{ letter ana "$sealed"; echo nonsense | cover; } | take ana
[ "$(last sealed)" -gt 1 ] && ! grep -q secret <<<"$(text)"
say $? "what is no message is not opened"
{ letter ana "$sealed"; seal -r "$ours" | sed '8s/./A/5' | cover; } | take ana
[ "$(last sealed)" -gt 1 ] && ! grep -q 'secret of' <<<"$(text)"
say $? "what was changed on the way is not opened"
{ letter ana "$sealed"; pgp --armor --symmetric --passphrase x <"$folder/part" | cover; } | take ana
[ "$(last sealed)" = 3 ]
say $? "what is sealed with a password is said to be"
printf 'In the text.\n' >"$folder/part"
{ letter ana 'text/plain; charset=utf-8'; seal -r "$ours"; } | take ana
[ "$(last sealed)" = 1 ] && grep -q 'In the text' <<<"$(text)"
say $? "armour as the text is opened"
{ letter ana 'text/plain; charset=utf-8'; pgp --local-user ana@acme.example --clearsign <"$folder/part"; } | take ana
[ "$(last signature)" = 1 ] && [ "$(last sealed)" = 0 ] && ! grep -q 'BEGIN PGP' <<<"$(text)"
say $? "a text signed in itself is shown without its armour"
{ letter ana 'multipart/mixed; boundary=m'; printf -- '--m\r\n\r\nOpen this for me.\r\n--m\r\nContent-Type: application/octet-stream; name=a.asc\r\n\r\n'; seal -r "$ours"; printf -- '--m--\r\n'; } | take ana
[ "$(last sealed)" = 0 ] && ! grep -q 'In the text' <<<"$(text)"
say $? "what is sealed in an attachment is not opened for anybody"

# --- out ---
stop
set_to a mail_pgp_key "$ours"
: >"$folder/a.log"
start a
mails() { ls "$folder"/mail/ana/new/* 2>/dev/null; }
sends_signed() { # what Ana gets for a mail of hers, as GnuPG sees it
	local boundary
	rm -f "$folder"/mail/ana/new/*
	{ letter ana text/plain; echo 'Once more.'; } | take ana
	await mails
	tr -d '\r' <"$(mails | tail -1)" >"$folder/mail.eml"
	boundary=$(sed -n 's/.*boundary="\(sig-[^"]*\)".*/\1/p' "$folder/mail.eml" | head -1)
	awk -v b="--$boundary" 'index($0, b) == 1 { n++; next } n == 1' "$folder/mail.eml" | sed '$!b' | sed 's/$/\r/' >"$folder/data"
	# The line break before the boundary is the boundary's.
	truncate -s -2 "$folder/data"
	awk -v b="--$boundary" 'index($0, b) == 1 { n++; next } n == 2' "$folder/mail.eml" | sed -n '/BEGIN/,/END/p' >"$folder/data.asc"
	grep -q 'micalg=pgp-sha256' "$folder/mail.eml" && pgp --verify "$folder/data.asc" "$folder/data"
}
sends_signed
say $? "our mail is signed, and GnuPG says that it is good after Postfix has carried it"

# --- its own walls ---
pid=$(pgrep -f "$folder/a/vault/pgp --supervised")
kill -9 "$(ps -o ppid= -p "$pid" | tr -d ' ')"
part 'After the fall.'
sign --local-user ana@acme.example
await tool key list
{ letter ana "$signed"; body; } | take ana
[ "$(last signature)" = 1 ]
say $? "when the keeper of the keys is killed it starts again"

# --- a copy of the center ---
tool backup --to "$folder/copy" >"$folder/said"
grep -q 'guard .*private keys' "$folder/said"
say $? "a backup of the running center says that it has private keys"
[ -z "$(find "$folder/copy/vault" -perm /077)" ]
say $? "which nobody else may read"
tool backup --to "$folder/keyless" --without-keys >"$folder/said"
[ -e "$folder/keyless/mainstay.db" ] && [ ! -e "$folder/keyless/vault" ]
say $? "and one without keys has none"
sealed_before=$({ letter ana "$sealed"; part 'Sent before the fire.'; seal -r "$ours" --sign --local-user ana@acme.example | cover; })
keys=$(tool key list)
stop
rm -rf "$folder/a"
at=r
tool restore --from "$folder/copy" >/dev/null && tool check >/dev/null
say $? "what was restored is sound, each file by its hash"
start r
[ "$(tool key list)" = "$keys" ]
say $? "a center that was restored has the same keys"
take ana <<<"$sealed_before"
[ "$(last sealed)" = 1 ] && [ "$(last signature)" = 1 ] && grep -q 'before the fire' <<<"$(text)"
say $? "reads mail that was sealed for it before, and knows who signed it"
sends_signed
say $? "and signs what it sends"

# --- a key that is gone ---
tool key remove "$ours" >/dev/null
rm -f "$folder"/mail/ana/new/*
{ letter ana text/plain; echo 'Are you there?'; } | take ana
await mails
! grep -q 'multipart/signed' "$(mails | tail -1)" && await is r "select count(*) > 0 from outgoing where unsigned_why <> ''" 1
say $? "without its key the center still sends, and notes what went out unsigned"
curl -s "http://$(sed -n 's/.*serving on \(http:\/\/\)\?\([0-9.:]*\).*/\2/p' "$folder/r.log" | tail -1)/metrics" | grep -q '^mainstay_mail_unsigned_total [1-9]'
say $? "and counts it for who watches it"

stop
closing
