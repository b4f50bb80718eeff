"""The cryptography of protocol.md, from AES, CMAC and SHA-256 of python3-cryptography alone."""

import hashlib
import warnings

warnings.filterwarnings("ignore")

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

def cmac(key, data):
    mac = CMAC(algorithms.AES(key))
    mac.update(data)
    return mac.finalize()


def block(key, data):
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def cbc(key, data, decrypt=False):
    cipher = Cipher(algorithms.AES(key), modes.CBC(bytes(16)))
    work = cipher.decryptor() if decrypt else cipher.encryptor()
    return work.update(data) + work.finalize()


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def kdf(key, label, context, length):
    out = b""
    counter = 1
    while len(out) < length:
        out += cmac(key, bytes([counter]) + label + b"\0" + context + (8 * length).to_bytes(2, "big"))
        counter += 1
    return out[:length]


def double(value):
    number = int.from_bytes(value, "big") << 1
    if number >> 128:
        number = (number ^ 0x87) & ((1 << 128) - 1)
    return number.to_bytes(16, "big")


def an10922_part(key, constant, m):
    """CMAC over 32 bytes, whatever the length of the input: AN10922 section 2.2.1."""
    data = bytes([constant]) + m
    k1 = double(block(key, bytes(16)))
    last = k1
    if len(data) < 32:
        data = (data + b"\x80").ljust(32, b"\0")
        last = double(k1)
    first = block(key, data[:16])
    return block(key, xor(xor(data[16:], last), first))


def an10922(key, m):
    if len(key) == 16:
        return an10922_part(key, 0x01, m)
    return an10922_part(key, 0x41, m) + an10922_part(key, 0x42, m)


def kcv(key):
    return cmac(key, bytes(16))[:3]


class Download:
    """The session keys of one download."""

    def __init__(self, suite, version, t, sn, r):
        self.sn, self.r = sn, r
        self.n = len(t)
        self.t1 = kdf(t, b"KR1-T1", bytes([suite, version]) + sn, self.n)
        self.p = cmac(self.key(b"KR1-PRF"), sn + r)[:8]

    def key(self, label, more=b""):
        return kdf(self.t1, label, self.r + more, self.n)

    def seal(self, header, ta, encrypted=None):
        sas = cmac(self.key(b"KR1-SIG"), header + ta)
        return header + cbc(self.key(b"KR1-ENC", header[12:16]), encrypted or ta) + sas

    def cas(self, data):
        return cmac(self.key(b"KR1-MAC"), self.sn + self.r + data)

    def receipt(self, header, sas):
        return cmac(self.key(b"KR1-RCT"), self.sn + self.r + header + sas)


def commitment(receipt):
    return hashlib.sha256(b"KR1-RCV" + receipt).digest()[:16]


def header(suite, tversion, flags, ref1, ref2, app, ktype, kversion, ctr, version=1):
    return (bytes([version, suite, tversion, flags]) + ref1.to_bytes(2, "big") + ref2.to_bytes(2, "big")
            + app.to_bytes(2, "big") + bytes([ktype, kversion]) + ctr.to_bytes(4, "big"))
