package org.keyrack.ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyrack.evidence.Checkpoint;
import org.keyrack.evidence.Ed25519;
import org.keyrack.evidence.GrowthRequest;
import org.keyrack.evidence.LineCertificate;
import org.keyrack.evidence.Origin;
import org.keyrack.evidence.SignedNote;
import org.keyrack.evidence.TreeHash;
import org.keyrack.evidence.TreeNodes;
import org.keyrack.evidence.VerifierKey;
import org.keyrack.evidence.WitnessRequest;
import org.keyrack.protocol.Bytes;
import org.keyrack.witness.Witness;
import org.keyrack.witness.WitnessAnswer;
import org.keyrack.witness.WitnessFolder;

/** A witness with its folder, and chains that it is asked about, without any database. */
final class WitnessScene {
    static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

    final WitnessFolder folder;
    final VerifierKey key;
    final Witness witness;
    private final KeyPair pair;

    WitnessScene(Path folder) throws Exception {
        this.folder = new WitnessFolder(folder);
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] raw = Ed25519.rawKey(
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))
                .orElseThrow();
        key = new VerifierKey("keyrack-witness/auditor-1", VerifierKey.COSIGNATURE, Bytes.of(raw));
        witness = new Witness(this.folder, key, this::sign, BeginningLine::read);
    }

    byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    WitnessAnswer ask(WitnessRequest request) throws Exception {
        WitnessAnswer answer =
                witness.answer(WitnessRequest.parse(request.encode().getBytes(StandardCharsets.UTF_8)), NOW);
        if (answer.cosignature().isPresent()) {
            SignedNote note = request.growth().checkpoint();
            if (!key.verifies(note.text(), answer.cosignature().get().signature())) {
                throw new AssertionError("no cosignature of what was asked");
            }
        }
        return answer;
    }

    WitnessAnswer.Kind kind(WitnessRequest request) throws Exception {
        return ask(request).kind();
    }

    static TreeNodes tree(List<String> lines) {
        return (height, index) -> {
            List<byte[]> leaves = new ArrayList<>();
            for (long at = index << height; at < (index + 1) << height; at++) {
                leaves.add(TreeHash.leaf(lines.get((int) at)));
            }
            return TreeHash.whole(leaves);
        };
    }

    static Origin origin(List<String> lines) throws Exception {
        return Origin.of(lines.get(0), EventLine.parse(lines.get(0)).chain().name());
    }

    /** A bench signs the first lines of a chain. */
    static SignedNote note(List<String> lines, int size, BenchKey signer) throws Exception {
        Checkpoint checkpoint = new Checkpoint(origin(lines), size, tree(lines).root(size));
        return SignedNote.signed(checkpoint.text(), signer.verifier(checkpoint.origin()), signer::sign);
    }

    /** A whole request; the first line is in it when nothing was seen. */
    static WitnessRequest request(List<String> lines, int old, int size, BenchKey signer, String... keyChanges)
            throws Exception {
        SignedNote note = note(lines, size, signer);
        List<Bytes> proof = old > 0 && old < size ? tree(lines).consistency(old, size) : List.of();
        Optional<LineCertificate> first = old > 0
                ? Optional.empty()
                : Optional.of(new LineCertificate(lines.get(0), 0, tree(lines).inclusion(0, size), note));
        return new WitnessRequest(new GrowthRequest(old, proof, note), first, Optional.empty(), List.of(keyChanges));
    }

    /** The same with the proof that the chain that it continues grew to its end. */
    static WitnessRequest continuing(WitnessRequest request, List<String> older, int seen, int end) {
        List<Bytes> proof = seen < end ? tree(older).consistency(seen, end) : List.of();
        return new WitnessRequest(
                request.growth(),
                request.first(),
                Optional.of(new WitnessRequest.Continued(seen, proof)),
                request.keyChanges());
    }
}
