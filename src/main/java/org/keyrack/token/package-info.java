/**
 * An AS that is no card: in a token behind PKCS#11, or in a file of this computer under a passphrase. What stands here runs in
 * a process of its own ({@code token.link}), so that no key of it is ever in the memory of the workstation's.
 */
package org.keyrack.token;
