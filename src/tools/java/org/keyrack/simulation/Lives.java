package org.keyrack.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The programs of one world: those that it begins with, and those that are started again while another goes on. */
final class Lives {
    private final SimulatedWorld world;
    private final boolean last;
    private final List<Life> all = new ArrayList<>();

    /** @param last whether nothing goes wrong any more */
    Lives(SimulatedWorld world, boolean last) {
        this.world = world;
        this.last = last;
    }

    /** Begins one program a bench, and returns when the last thread of all has ended. */
    void run(List<Scene> scenes) {
        List<Life> first = scenes.stream().map(this::life).toList();
        world.run(() -> {
            first.stream().skip(1).forEach(life -> world.begin("second program", life));
            first.get(0).run();
        });
    }

    /** Somebody starts the program of a bench again, after a while. */
    void again(Scene scene, Duration after) {
        Life life = life(scene);
        world.begin("program again", () -> {
            world.sleep(after);
            life.run();
        });
    }

    private Life life(Scene scene) {
        Life life = new Life(scene, world, this, last);
        all.add(life);
        return life;
    }

    /** Closes what a world that ended left open. */
    void abandon() {
        all.forEach(Life::abandon);
    }
}
