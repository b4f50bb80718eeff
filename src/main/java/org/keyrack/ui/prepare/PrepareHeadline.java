package org.keyrack.ui.prepare;

import org.keyrack.journal.PreparationEvent.Result;
import org.keyrack.ui.kit.Texts;
import org.keyrack.ui.rackstate.CardProgress;
import org.keyrack.ui.rackstate.PreparationBoard;

/** What a preparation is at, in one line; at its end the worst first. */
final class PrepareHeadline {
    private final Texts texts;

    PrepareHeadline(Texts texts) {
        this.texts = texts;
    }

    String of(PreparationBoard board) {
        long over = board.cards().stream()
                .map(CardProgress::result)
                .filter(result -> result.isPresent())
                .count();
        long refused = board.cards().stream().filter(CardProgress::refused).count();
        return switch (board.phase()) {
            case NONE -> "";
            case LOOKING -> texts.get("prepare.headline.looking");
            case SURVEYED ->
                texts.format(
                        "prepare.headline.surveyed",
                        board.withWork().size(),
                        refused,
                        board.cards().stream()
                                .filter(CardProgress::unknownPackage)
                                .count());
            case RUNNING, STOPPING ->
                texts.format("prepare.headline.running", over, board.cards().size());
            case ENDED -> ended(board);
        };
    }

    private String ended(PreparationBoard board) {
        int ready = board.count(Result.DONE) + board.count(Result.NOTHING_NEEDED);
        int failed = board.count(Result.FAILED);
        int stopped = board.count(Result.STOPPED);
        return board.complete()
                ? texts.format("prepare.headline.done", ready)
                : texts.format(
                        "prepare.headline.failed",
                        failed,
                        stopped,
                        ready,
                        board.cards().size());
    }
}
