# A witness on a computer of its own, by files that travel on a stick: sh witness.sh. Needs keyrack, and beside it
# verify-certificate.py with python3-cryptography. On real benches leave out --sim; the folders bench and auditor are two
# computers, stick is what is carried between them.
set -eu
umask 077
bench() { KEYRACK_HOME="$PWD/bench" KEYRACK_BENCH=bench-a keyrack "$@"; }
auditor() { KEYRACK_HOME="$PWD/auditor" KEYRACK_BENCH=auditor keyrack "$@"; }
mkdir -p stick

# Once: the witness's key. Its vkey goes to the bench and to customers, on paper or signed.
auditor witness key --name auditor-1 --sim > stick/witness.vkey

# After a day's work: the bench asks, the witness answers, the bench takes it.
bench load --profile demo --sim
bench witness request stick/request --sim
auditor witness answer stick/request --out stick/answer --sim
bench witness take stick/answer --key stick/witness.vkey --sim

# The customer sees that the witness has seen it.
bench certificate 0011223344556677 --format proof --sim
bench certificate --keys --sim > bench.vkey
python3 verify-certificate.py 0011223344556677-*.tlog-proof bench.vkey stick/witness.vkey

# The bench is put back to an older copy and works on: two histories, and the witness has seen the other one.
cp -r bench older
bench load --profile demo --sim
bench witness request stick/request --sim
auditor witness answer stick/request --out stick/answer --sim
bench witness take stick/answer --key stick/witness.vkey --sim
rm -r bench && mv older bench
bench load --profile demo --sim
bench witness request stick/request --sim
auditor witness answer stick/request --out stick/answer --sim || echo "the answer says how many lines were seen"
bench witness request stick/request --old "$(cat stick/answer)" --sim
auditor witness answer stick/request --out stick/answer --sim || echo "not cosigned"
auditor witness list --sim || echo "a supervisor decides"
auditor ledger verify --sim
