/**
 * A witness: what it has seen of each chain, in a folder of its own, and what it answers to a request. It knows no database and
 * no bench; whoever asks brings the proofs.
 */
package org.keyrack.witness;
