# Sixteen blank virtual cards become an AS and fifteen modules with four keys each, and the AS says of each receipt whether
# it is genuine: sh blank-to-loaded.sh CAP HASH. Needs keyrack, pcscd with vsmartcard-vpcd, python3-pyscard, and
# verify-receipt.py beside it. The keys and PINs in here are published: never put them on real cards.
set -eu
umask 077
cap=$1 hash=$2
export KEYRACK_HOME="$PWD/home"

echo "blank: 16" > rack.yaml
cat > as.yaml <<'END'
name: AS of set 7
id: "00000007"
label: SET 7
transportKeys:
  - { slot: 1, version: 1, components: 2, kcv: "AAED9B" }
  - { slot: 2, version: 2, follows: 1, ref: 7, label: T OF SET 7, modules: 40 }
keys:
  - { ref: 3, label: FIDELITY DEBIT, appId: "0101", type: AES-128, version: 2, exports: 1000 }
  - { ref: 4, label: FIDELITY CREDIT, appId: "0101", type: AES-256, version: 1, exports: 1000 }
  - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1, diversify: true }
  - { ref: 11, label: PARKING ID, appId: "0303", type: AES-128, version: 1, diversify: true }
END
cat > modules.yaml <<'END'
name: Modules of set 7
bootstrap: { version: 1, components: 2, kcv: "AAED9B" }
serials: { first: "0011223344556677", last: "0011223344556685" }
locations:
  - { ref: 5, appId: "0101", types: [AES-128] }
  - { ref: 6, appId: "0101", types: [AES-256] }
  - { ref: 7, appId: "0202", types: [AES-128] }
  - { ref: 8, appId: "0303", types: [AES-128] }
END
echo "1D72CD9283FD55162722C6BEAA4DC187 F4932BA02FFC3098D172790099D28382 B4BDC610C3F6793708FF1132E2C5BF60" > keys
echo "1D72CD9283FD55162722C6BEAA4DC187 740CAE" > component1
echo "F4932BA02FFC3098D172790099D28382 2438FE" > component2
echo 194735 > pin80
echo 82736451 > pin81
echo 64738291 > pin82

keyrack pcscd 16 --dir "$PWD/pcscd" > pcscd.txt &
pcscd=$!
trap 'kill $pcscd' EXIT
until grep -q '^port ' pcscd.txt; do kill -0 $pcscd; sleep 1; done
PCSCLITE_CSOCK_NAME=$(sed -n 's/^socket //p' pcscd.txt)
export PCSCLITE_CSOCK_NAME
keyrack sim --rack rack.yaml --vpcd "$(sed -n 's/^port //p' pcscd.txt)" > sim.txt &
cards=$!
trap 'kill $cards $pcscd' EXIT
until grep -q '^ready' sim.txt; do kill -0 $cards; sleep 1; done

keyrack readers | sed 's/: .*//' > readers.txt
as=$(head -n 1 readers.txt)
modules() { tail -n +2 readers.txt | tr '\n' '\0' | xargs -0 keyrack "$@"; }

keyrack card load --as --cap "$cap" --accept-hash "$hash" "$as"
modules card load --ei --cap "$cap" --accept-hash "$hash"
keyrack card keys --new-keys-file keys
keyrack prepare as --plan as.yaml --keys-file keys --component T1=component1 --component T1=component2 \
    --operator-pin-file pin80 --admin-pin-file pin81 --custodian-pin-file pin82 --no-second-as "$as"
modules prepare modules --plan modules.yaml --keys-file keys --component T=component1 --component T=component2
keyrack rotate --pin-file pin80
keyrack load --profile demo --pcsc --pin-file pin80 --json > batch.json
python3 verify-receipt.py --pin-file pin80 batch.json
