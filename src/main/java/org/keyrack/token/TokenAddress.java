package org.keyrack.token;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a token is.
 *
 * @param library the file of its PKCS#11 library
 * @param parameters what the library wants to be told at its start, as NSS does
 * @param environment variables that the library reads, as makers' libraries do to find their settings
 * @param label of the token
 * @param serial of the token
 */
public record TokenAddress(
        String library, Optional<String> parameters, Map<String, String> environment, String label, String serial) {
    public TokenAddress {
        environment = Map.copyOf(new TreeMap<>(environment));
    }

    /** The same token, found in its slot. */
    TokenAddress named(String foundLabel, String foundSerial) {
        return new TokenAddress(library, parameters, environment, foundLabel, foundSerial);
    }
}
