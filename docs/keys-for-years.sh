# A set's keys over their life, on four blank virtual cards: two people make T and four keys, which go to a second AS as well;
# both AS load two modules, T is rotated, every receipt is audited, and the old T is cleared: sh keys-for-years.sh CAP HASH.
# Needs keyrack, and pcscd with vsmartcard-vpcd. The letters and PINs in here are published: never put them on real cards.
set -eu
umask 077
cap=$1 hash=$2
export KEYRACK_HOME="$PWD/home"

echo "blank: 4" > rack.yaml
cat > as.yaml <<'END'
name: AS of set 7
id: "00000007"
label: SET 7
transportKeys:
  - { slot: 1, version: 1, components: 2, kcv: "AAED9B" }
  - { slot: 2, version: 2, follows: 1, ref: 7, label: T OF SET 7, modules: 40 }
keys:
  - { ref: 3, label: FIDELITY DEBIT, appId: "0101", type: AES-128, version: 2, exports: 2, components: 2, kcv: "08793E" }
  - { ref: 4, label: FIDELITY CREDIT, appId: "0101", type: AES-256, version: 1, exports: 1000 }
  - { ref: 10, label: TICKETING ID, appId: "0202", type: AES-128, version: 1, diversify: true, components: 2, kcv: "6CAAFD" }
  - { ref: 11, label: PARKING ID, appId: "0303", type: AES-128, version: 1, diversify: true, components: 2, kcv: "CCAC61" }
backup: { components: 2, kcv: "78CBBD" }
state: LOADING
END
cat > second-as.yaml <<'END'
name: Second AS of set 7
id: "00000008"
label: SET 7 B
transportKeys: []
backup: { components: 2, kcv: "78CBBD" }
state: LOADING
END
cat > modules.yaml <<'END'
name: Modules of set 7
bootstrap: { version: 1, components: 2, kcv: "AAED9B" }
serials: { first: "0011223344556677", last: "0011223344556678" }
locations:
  - { ref: 5, appId: "0101", types: [AES-128] }
  - { ref: 6, appId: "0101", types: [AES-256] }
  - { ref: 7, appId: "0202", types: [AES-128] }
  - { ref: 8, appId: "0303", types: [AES-128] }
END
printf %s D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D2 > ta3.tr31
echo 07E2E417C07156A27E8E31DA05F7425509593D03A457DC34 >> ta3.tr31
echo "0A4D61F2738C95BE07D1E8F9A2B3C4D5 16273849A0B1C2D3E4F5061728394A5B 9C8D7E6F50413223140516F7E8D9CABB" > keys
echo "3B8E04F1D2976CA55E10C7B98F2364DA7190AE6B4D0538F2C1E79A847B2D6350 8DBC90" > kbk1
echo "C4F5A2173E8069DB20BF9561D37A8C4E0D86F3A9527B41EC98350F6E1AD4B72C 73CEBF" > kbk2
echo "1D72CD9283FD55162722C6BEAA4DC187 740CAE" > t1
echo "F4932BA02FFC3098D172790099D28382 2438FE" > t2
echo "5AA5C33C0FF0966987788778B44B2DD2E11E37C8A15E4BB42AD5693CD22D1EE1 3B2635" > protection1
echo "D244681621CD45E598D8BEDD821B211A49648E1E8C9767B52F5ACEA396486307 656BE7" > protection2
echo "6D10B3F8E27549AC0B96D81E4FA3C572 440D63" > ticketing1
echo "A7E52C9140D86B3FF518037AC69E2BD4 ADFB8B" > ticketing2
echo "194FC0A6D87E35B26FE1940B8C5DA73E C3F27C" > parking1
echo "E08B5736A91DF4C2580F6EA3B7D2914C BCF5DE" > parking2
echo 59273816 > pin80
echo 82736451 > pin81
echo 64738291 > pin82

keyrack pcscd 4 --dir "$PWD/pcscd" > pcscd.txt &
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
reader() { sed -n "$1p" readers.txt; }

# The script of each ceremony: whoever holds a letter writes its KCV into it.
draft() { keyrack ceremony new "$@" --administrator Anna --custodian Bo --as-operator Anna --out script.yaml; }
fill() { for kcv; do sed -i "0,/kcv: \"\"/s//kcv: \"$kcv\"/" script.yaml; done; }
draft --plan as.yaml --key-block 3=ta3.tr31
fill 8DBC90 73CEBF 740CAE 2438FE 3B2635 656BE7 440D63 ADFB8B C3F27C BCF5DE
mv script.yaml first.yaml
draft --plan second-as.yaml
fill 8DBC90 73CEBF
mv script.yaml second.yaml

both() { keyrack "$@" --admin-pin-file pin81 --custodian-pin-file pin82; }
enter() { both ceremony enter "$@" --operator-pin-file pin80 --component KBK=kbk1 --component KBK=kbk2 \
    --new-keys-file keys --cap "$cap" --accept-hash "$hash"; }
enter first.yaml --reader "$(reader 1)" --component T1=t1 --component T1=t2 \
    --block-component 3=protection1 --block-component 3=protection2 \
    --component 10=ticketing1 --component 10=ticketing2 --component 11=parking1 --component 11=parking2
enter second.yaml --reader "$(reader 2)"
keyrack ceremony record first.yaml --out first.pdf
keyrack ceremony record second.yaml --out second.pdf
both as clone --from "$(reader 1)" --to "$(reader 2)" --give 3=1 --give 4=10 --give 10=10 --give 11=10 --operational \
    --operator-pin-file pin80 --to-admin-pin-file pin81 --to-custodian-pin-file pin82

keyrack prepare modules --plan modules.yaml --new-keys-file keys --cap "$cap" --accept-hash "$hash" \
    --component T=t1 --component T=t2 "$(reader 3)" "$(reader 4)"
keyrack rotate --pin-file pin80
keyrack load --profile demo --pcsc --all-as --pin-file pin80
keyrack audit --all --pin-file pin80
both retire --slot 1 --reader "$(reader 1)"
both retire --slot 1 --reader "$(reader 2)"
keyrack rotate --status
