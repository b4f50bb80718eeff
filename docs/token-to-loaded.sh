# A token of SoftHSM becomes an AS that loads the demo rack: sh token-to-loaded.sh LIBRARY, for example with
# /usr/lib/softhsm/libsofthsm2.so. Needs keyrack and softhsm2. The keys and PINs in here are published: never use them.
set -eu
umask 077
library=$1
export KEYRACK_HOME="$PWD/home"

mkdir tokens
echo "directories.tokendir = $PWD/tokens" > softhsm2.conf
SOFTHSM2_CONF="$PWD/softhsm2.conf" softhsm2-util --init-token --free --label Set7 --pin 3849-2716 --so-pin 9182736455

cat > as.yaml <<'END'
name: AS of set 7 in a token
id: "00000007"
label: SET 7
transportKeys:
  - { slot: 1, version: 1, components: 2, kcv: "BE7ED6" }
keys:
  - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1, diversify: true }
  - { ref: 11, label: PARKING ID, appId: "0303", type: AES-128, version: 1, diversify: true, exports: 5000 }
END
echo "1D72CD9283FD55162722C6BEAA4DC187 740CAE" > component1
echo "1D73CF9187F853112F2BCCB5A640CF88 0B7FD7" > component2
printf 3849-2716 > pin

keyrack as tokens --pkcs11 "$library" --environment SOFTHSM2_CONF="$PWD/softhsm2.conf"
keyrack as create --pkcs11 "$library" --environment SOFTHSM2_CONF="$PWD/softhsm2.conf" --token Set7 --file set7.as --plan as.yaml --component T1=component1 --component T1=component2 --pin-file pin
keyrack as inspect pkcs11:set7.as
keyrack load --sim --profile demo --as pkcs11:set7.as --as-pin-file pin
