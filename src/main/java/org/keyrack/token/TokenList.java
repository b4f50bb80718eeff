package org.keyrack.token;

import java.util.List;
import org.keyrack.token.pkcs11.Cryptoki;
import org.keyrack.token.pkcs11.CryptokiFailure;
import org.keyrack.token.pkcs11.TokenInfo;

/** The tokens that a library shows. */
public final class TokenList {
    private TokenList() {}

    /** Loads a library into this process and asks it. */
    public static List<TokenInfo> of(TokenAddress address) throws TroubleException {
        try (Cryptoki cryptoki = OpenToken.load(address)) {
            return cryptoki.tokens();
        } catch (CryptokiFailure e) {
            throw TroubleException.of(e);
        }
    }
}
