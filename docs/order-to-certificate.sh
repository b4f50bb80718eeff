# An order from paper to certificate, on the virtual bench: sh order-to-certificate.sh. Needs keyrack, and beside it
# verify-certificate.py with python3-cryptography. On a real bench leave out --sim, and let each supervisor make his key on
# a machine of his own.
set -eu
umask 077
export KEYRACK_HOME="$PWD/home"

# Once: who may sign. The bench's key makes the first supervisor trusted, each further one is signed by one before.
echo "four words of your own" > passphrase4711
echo "four words of another" > passphrase4712
keyrack supervisor new-key 4711 --passphrase-file passphrase4711
keyrack supervisor new-key 4712 --passphrase-file passphrase4712
keyrack supervisor trust 4711.vkey --sim
keyrack supervisor trust 4712.vkey --key 4711.key --passphrase-file passphrase4711 --sim

# From paper: written, read by a supervisor, signed.
keyrack order new 2026-1187.order --number 2026-1187 --customer North --load 3:5 --load 4:6 --until 2999-12-31 --quantity 15 --serials 0011223344556677-0011223344556685 --sim
keyrack order sign 2026-1187.order --key 4712.key --passphrase-file passphrase4712
keyrack order check 2026-1187.order --sim

# At the bench: opened by the first load, counted down by each, closed when it is done.
keyrack load --order 2026-1187.order --sim
keyrack order status 2026-1187 --sim
keyrack order close 2026-1187 --sim
keyrack order sign 2026-1187.order-certificate --key 4711.key --passphrase-file passphrase4711

# For the customer: the order's certificate, one a module, and the keys to check them with.
keyrack certificate --order 2026-1187 --format proof --sim
keyrack report --order 2026-1187 --format csv --sim
keyrack certificate --keys --sim > bench.vkey
python3 verify-certificate.py 0011223344556677-*.tlog-proof bench.vkey
