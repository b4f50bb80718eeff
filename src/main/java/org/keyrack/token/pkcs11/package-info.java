/** The calls of PKCS#11 (Cryptoki) that an AS in a token needs, over JNA; nothing of KeyRack's own method. */
package org.keyrack.token.pkcs11;
