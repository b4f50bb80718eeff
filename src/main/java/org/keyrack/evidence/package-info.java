/**
 * Text that is signed, and the tree over a chain's lines: C2SP signed-note with Ed25519 (RFC 8032) and the Merkle tree hash
 * of RFC 6962. Nothing here knows a database: records, parsers and checks, for the ledger and for whoever verifies it.
 *
 * <p>A note is text, a blank line, and lines {@code — NAME BASE64(key id(4) ‖ signature)}. Parsers take one spelling of
 * each thing and refuse every other, so that two people who verify the same bytes read the same.
 */
package org.keyrack.evidence;
