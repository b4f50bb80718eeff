package org.keyrack.token.pkcs11;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.keyrack.token.pkcs11.Cryptoki.Call;

/** A session with a token. Handles of objects are CK_OBJECT_HANDLE. One thread at a time. */
public final class CryptokiSession implements AutoCloseable {
    private static final long SERIAL_SESSION = 4;
    private static final long RW_SESSION = 2;
    private static final long USER = 1;
    /** The longest answer asked for: two AES-256 keys. */
    private static final int ROOM = 64;

    private final Cryptoki cryptoki;
    private final NativeLong session;
    private final Memory room = new Memory(ROOM);
    private final Memory length = new Memory(Layout.ULONG);
    private final Memory handle = new Memory(Layout.ULONG);

    private CryptokiSession(Cryptoki cryptoki, long session) {
        this.cryptoki = cryptoki;
        this.session = new NativeLong(session);
    }

    static CryptokiSession open(Cryptoki cryptoki, long slot) throws CryptokiFailure {
        Memory handle = new Memory(Layout.ULONG);
        cryptoki.call(
                Call.C_OpenSession,
                new NativeLong(slot),
                new NativeLong(SERIAL_SESSION | RW_SESSION),
                Pointer.NULL,
                Pointer.NULL,
                handle);
        return new CryptokiSession(cryptoki, Layout.ulong(handle, 0));
    }

    /**
     * C_Login as the user.
     *
     * @param pin its bytes, UTF-8; the caller wipes them
     */
    public void login(byte[] pin) throws CryptokiFailure {
        Memory memory = Layout.bytes(pin);
        try {
            cryptoki.call(Call.C_Login, session, new NativeLong(USER), memory, new NativeLong(pin.length));
        } finally {
            memory.clear();
        }
    }

    /** C_Logout. */
    public void logout() throws CryptokiFailure {
        cryptoki.call(Call.C_Logout, session);
    }

    /** C_CreateObject. */
    public long create(Attributes attributes) throws CryptokiFailure {
        Memory template = attributes.write();
        try {
            cryptoki.call(Call.C_CreateObject, session, template, count(attributes), handle);
            return Layout.ulong(handle, 0);
        } finally {
            template.clear();
        }
    }

    /** C_CopyObject with attributes that differ. */
    public long copy(long object, Attributes differing) throws CryptokiFailure {
        Memory template = differing.write();
        cryptoki.call(Call.C_CopyObject, session, new NativeLong(object), template, count(differing), handle);
        return Layout.ulong(handle, 0);
    }

    /** C_GenerateKey. */
    public long generate(Attributes attributes) throws CryptokiFailure {
        Memory template = attributes.write();
        Mechanism mechanism = Mechanism.of(Mechanism.AES_KEY_GEN);
        cryptoki.call(Call.C_GenerateKey, session, mechanism.structure(), template, count(attributes), handle);
        return Layout.ulong(handle, 0);
    }

    /** C_DeriveKey. */
    public long derive(Mechanism mechanism, long base, Attributes attributes) throws CryptokiFailure {
        Memory template = attributes.write();
        try {
            cryptoki.call(
                    Call.C_DeriveKey,
                    session,
                    mechanism.structure(),
                    new NativeLong(base),
                    template,
                    count(attributes),
                    handle);
            return Layout.ulong(handle, 0);
        } finally {
            // Not before: what it points to is freed with it.
            mechanism.clear();
        }
    }

    /** C_DestroyObject. */
    public void destroy(long object) throws CryptokiFailure {
        cryptoki.call(Call.C_DestroyObject, session, new NativeLong(object));
    }

    /** The objects that have all these attributes. */
    public List<Long> find(Attributes attributes) throws CryptokiFailure {
        Memory template = attributes.write();
        cryptoki.call(Call.C_FindObjectsInit, session, template, count(attributes));
        List<Long> found = new ArrayList<>();
        try {
            do {
                cryptoki.call(Call.C_FindObjects, session, handle, new NativeLong(1), length);
                if (Layout.ulong(length, 0) == 1) {
                    found.add(Layout.ulong(handle, 0));
                }
            } while (Layout.ulong(length, 0) == 1);
        } finally {
            cryptoki.call(Call.C_FindObjectsFinal, session);
        }
        return found;
    }

    /** The value of an attribute, 64 bytes at most. */
    public byte[] attribute(long object, long type) throws CryptokiFailure {
        Memory query = Attributes.query(type, room);
        try {
            cryptoki.call(Call.C_GetAttributeValue, session, new NativeLong(object), query, new NativeLong(1));
            return room.getByteArray(0, (int) Attributes.queried(query));
        } finally {
            room.clear();
        }
    }

    /** Whether a flag of an object is set. */
    public boolean flag(long object, long type) throws CryptokiFailure {
        return attribute(object, type)[0] != 0;
    }

    /**
     * C_SignInit, C_Sign.
     *
     * @return 64 bytes at most
     */
    public byte[] sign(long key, Mechanism mechanism, byte[] data) throws CryptokiFailure {
        cryptoki.call(Call.C_SignInit, session, mechanism.structure(), new NativeLong(key));
        return answered(Call.C_Sign, data, mechanism);
    }

    /**
     * C_EncryptInit, C_Encrypt.
     *
     * @return 64 bytes at most
     */
    public byte[] encrypt(long key, Mechanism mechanism, byte[] data) throws CryptokiFailure {
        cryptoki.call(Call.C_EncryptInit, session, mechanism.structure(), new NativeLong(key));
        return answered(Call.C_Encrypt, data, mechanism);
    }

    private byte[] answered(Call call, byte[] data, Mechanism mechanism) throws CryptokiFailure {
        Memory in = Layout.bytes(data);
        Layout.putUlong(length, 0, ROOM);
        try {
            cryptoki.call(call, session, in, new NativeLong(data.length), room, length);
            return room.getByteArray(0, (int) Layout.ulong(length, 0));
        } finally {
            in.clear();
            room.clear();
            Reference.reachabilityFence(mechanism);
        }
    }

    /**
     * C_WrapKey: a key enciphered under another.
     *
     * @return 64 bytes at most
     */
    public byte[] wrap(Mechanism mechanism, long under, long key) throws CryptokiFailure {
        Layout.putUlong(length, 0, ROOM);
        try {
            cryptoki.call(
                    Call.C_WrapKey,
                    session,
                    mechanism.structure(),
                    new NativeLong(under),
                    new NativeLong(key),
                    room,
                    length);
            return room.getByteArray(0, (int) Layout.ulong(length, 0));
        } finally {
            mechanism.clear();
            room.clear();
        }
    }

    /** C_GenerateRandom. */
    public byte[] random(int bytes) throws CryptokiFailure {
        Memory out = new Memory(bytes);
        cryptoki.call(Call.C_GenerateRandom, session, out, new NativeLong(bytes));
        return out.getByteArray(0, bytes);
    }

    private static NativeLong count(Attributes attributes) {
        return new NativeLong(attributes.count());
    }

    /** C_CloseSession. */
    @Override
    public void close() throws CryptokiFailure {
        cryptoki.call(Call.C_CloseSession, session);
    }
}
