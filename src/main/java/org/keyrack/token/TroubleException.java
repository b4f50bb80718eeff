package org.keyrack.token;

import org.keyrack.token.pkcs11.CryptokiFailure;

/** An AS that is no card cannot be used. */
public final class TroubleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;
    private final String detail;

    /** @param detail what the sentence names: a file, a library, a key; never a secret */
    public TroubleException(Trouble trouble, String detail) {
        super(trouble.id() + ": " + detail);
        this.trouble = trouble;
        this.detail = detail;
    }

    public TroubleException(Trouble trouble, String detail, Throwable cause) {
        super(trouble.id() + ": " + detail, cause);
        this.trouble = trouble;
        this.detail = detail;
    }

    /** What a call of PKCS#11 that was refused means. */
    static TroubleException of(CryptokiFailure failure) {
        Trouble trouble = failure.gone() ? Trouble.TOKEN_GONE : Trouble.TOKEN_REFUSED;
        return new TroubleException(trouble, failure.answer(), failure);
    }

    public Trouble trouble() {
        return trouble;
    }

    public String detail() {
        return detail;
    }
}
