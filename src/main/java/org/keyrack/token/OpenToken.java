package org.keyrack.token;

import org.jspecify.annotations.Nullable;
import org.keyrack.token.pkcs11.Cryptoki;
import org.keyrack.token.pkcs11.CryptokiFailure;
import org.keyrack.token.pkcs11.CryptokiSession;
import org.keyrack.token.pkcs11.TokenInfo;

/** A token of a loaded library. */
final class OpenToken implements AutoCloseable {
    private final Cryptoki cryptoki;
    private final TokenInfo token;
    private @Nullable CryptokiSession session;

    private OpenToken(Cryptoki cryptoki, TokenInfo token) {
        this.cryptoki = cryptoki;
        this.token = token;
    }

    /** Which of a library's tokens is meant. */
    @FunctionalInterface
    interface Choice {
        boolean is(TokenInfo token);
    }

    /** Loads the library and finds the token. */
    static OpenToken find(TokenAddress address, Choice choice) throws TroubleException {
        Cryptoki cryptoki = load(address);
        try {
            for (TokenInfo token : cryptoki.tokens()) {
                if (choice.is(token)) {
                    return new OpenToken(cryptoki, token);
                }
            }
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
        throw new TroubleException(Trouble.TOKEN_MISSING, address.label());
    }

    static Cryptoki load(TokenAddress address) throws TroubleException {
        try {
            return Cryptoki.load(address.library(), address.parameters());
        } catch (UnsatisfiedLinkError e) {
            throw new TroubleException(Trouble.LIBRARY_MISSING, address.library(), e);
        } catch (CryptokiFailure e) {
            throw new TroubleException(Trouble.TOKEN_REFUSED, address.library() + ", " + e.answer(), e);
        }
    }

    TokenInfo info() {
        return token;
    }

    Cryptoki cryptoki() {
        return cryptoki;
    }

    int triesLeft() throws TroubleException {
        try {
            return cryptoki.token(token.slot()).triesLeft();
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }

    /**
     * A session in which the PIN is verified.
     *
     * @param pin UTF-8; the caller wipes it
     */
    CryptokiSession login(byte[] pin) throws TroubleException, WrongPin {
        try {
            CryptokiSession opened = session == null ? cryptoki.open(token.slot()) : session;
            session = opened;
            opened.login(pin);
            return opened;
        } catch (CryptokiFailure e) {
            if (e.code() == CryptokiFailure.ALREADY_LOGGED_IN) {
                return relogin(pin);
            }
            if (e.code() == CryptokiFailure.PIN_LOCKED) {
                throw wrong(0, e);
            }
            if (e.code() == CryptokiFailure.PIN_INCORRECT || e.code() == CryptokiFailure.PIN_LEN_RANGE) {
                throw wrong(triesLeft(), e);
            }
            throw TroubleException.of(e);
        }
    }

    /** A PIN that is entered again is checked again. */
    private CryptokiSession relogin(byte[] pin) throws TroubleException, WrongPin {
        try {
            if (session != null) {
                session.logout();
            }
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
        return login(pin);
    }

    private static WrongPin wrong(int tries, CryptokiFailure cause) {
        WrongPin wrong = new WrongPin(tries);
        wrong.initCause(cause);
        return wrong;
    }

    @Override
    public void close() {
        try {
            cryptoki.close();
        } catch (CryptokiFailure e) {
            // It goes with the process.
            session = null;
        }
    }
}
