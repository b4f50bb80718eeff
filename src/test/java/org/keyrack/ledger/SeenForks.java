package org.keyrack.ledger;

import java.nio.file.Path;
import java.util.List;
import org.keyrack.evidence.WitnessRequest;

/** Requests of a bench that signs two histories of its chain, and then begins a new one without a proof; for tests of the window. */
public final class SeenForks {
    private final BenchKey key;
    private final WrittenChain chain;

    /** @param folder gets the bench's key */
    public SeenForks(Path folder) throws Exception {
        key = BenchKey.at(folder.resolve("bench.key"));
        chain = new WrittenChain("bench-9").add(WrittenChain.genesis(key)).grow(19);
    }

    /** The first that a witness sees: 12 lines. */
    public WitnessRequest first() throws Exception {
        return WitnessScene.request(chain.lines(), 0, 12, key);
    }

    /** 15 lines, of which the ninth is another one. */
    public WitnessRequest fork() throws Exception {
        List<String> branch = chain.rewritten(9, line -> line.with("batch", 99)).lines();
        return WitnessScene.request(branch, 12, 15, key);
    }

    /** A new chain, which does not say which root it continues. */
    public WitnessRequest anew() throws Exception {
        WrittenChain next = new WrittenChain("bench-9~20261130T090000000Z")
                .add(WrittenChain.genesis(key)
                        .with(BeginningLine.CONTINUES, chain.at(10).toString()))
                .grow(5);
        return WitnessScene.request(next.lines(), 0, 4, key);
    }
}
