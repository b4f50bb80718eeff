package org.keyrack.ui.tiles;

import java.util.List;
import javafx.scene.input.KeyEvent;

/** The keys of the rack. */
final class RackKeys {
    private final RackGrid grid;

    RackKeys(RackGrid grid) {
        this.grid = grid;
    }

    void pressed(KeyEvent event) {
        List<String> keys = grid.keys();
        if (keys.isEmpty()) {
            return;
        }
        int at = grid.currentProperty().get().map(keys::indexOf).orElse(0);
        int across = grid.columnsShown();
        int target =
                switch (event.getCode()) {
                    case LEFT -> at - 1;
                    case RIGHT -> at + 1;
                    case UP -> at - across;
                    case DOWN -> at + across;
                    case HOME -> 0;
                    case END -> keys.size() - 1;
                    default -> Integer.MIN_VALUE;
                };
        if (target != Integer.MIN_VALUE) {
            arrow(event, keys, at, target);
            return;
        }
        switch (event.getCode()) {
            case ENTER -> {
                if (!event.isShortcutDown()) {
                    grid.open(keys.get(at));
                    event.consume();
                }
            }
            case SPACE -> {
                grid.toggle(keys.get(at));
                event.consume();
            }
            default -> {}
        }
    }

    private void arrow(KeyEvent event, List<String> keys, int at, int target) {
        event.consume();
        if (target < 0 || target >= keys.size()) {
            return;
        }
        if (event.isShortcutDown() && event.isShiftDown()) {
            grid.move(keys.get(at), keys.get(target));
        }
        grid.focus(event.isShiftDown() ? keys.get(at) : keys.get(target));
    }
}
