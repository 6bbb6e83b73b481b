package io.seatline.local.startup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who is started how often, and when: in turns, so that whatever else the machine does strikes all alike, and in both orders,
 * so that none always comes first.
 */
final class Plan {
    /** A handler in a mode. */
    record Arm(Subject subject, Mode mode) {}

    static final Arm SEATLINE = new Arm(Subject.SEATLINE, Mode.COLD);
    static final Arm BARE = new Arm(Subject.BARE, Mode.COLD);
    static final Arm POSTING = new Arm(Subject.POSTING, Mode.COLD);
    static final Arm PRIMED = new Arm(Subject.SEATLINE, Mode.PRIMED);
    static final Arm NOT_PRIMED = new Arm(Subject.SEATLINE, Mode.NOT_PRIMED);
    static final Arm BARE_SNAPSHOT = new Arm(Subject.BARE, Mode.NOT_PRIMED);

    private static final List<Arm> COLD = List.of(SEATLINE, BARE, POSTING);
    private static final List<Arm> SNAPSHOT = List.of(PRIMED, NOT_PRIMED, BARE_SNAPSHOT);

    private final Trials trials;
    private final Consumer<String> progress;
    private final Map<Arm, List<Trial>> results = new LinkedHashMap<>();

    Plan(Trials trials, Consumer<String> progress) {
        this.trials = trials;
        this.progress = progress;
    }

    /** Runs everything so often; what came before, to warm what the functions call, is not counted. */
    Map<Arm, List<Trial>> run(int repetitions) throws InterruptedException {
        progress.accept("warming the databases, MoMo and the disk");
        for (Subject subject : Subject.values()) {
            trials.run(subject, Mode.COLD);
        }
        turns("cold start", COLD, repetitions);
        turns("restored snapshot", SNAPSHOT, repetitions);
        return results;
    }

    private void turns(String title, List<Arm> arms, int repetitions) throws InterruptedException {
        for (int turn = 1; turn <= repetitions; turn++) {
            List<String> times = new ArrayList<>();
            for (Arm arm : turn % 2 == 1 ? arms : arms.reversed()) {
                Trial trial = trials.run(arm.subject(), arm.mode());
                results.computeIfAbsent(arm, _ -> new ArrayList<>()).add(trial);
                times.add(
                        arm.subject() + "/" + arm.mode() + " " + trial.answer().toMillis() + " ms");
            }
            progress.accept(title + " " + turn + " of " + repetitions + ": " + String.join(", ", times));
        }
    }
}
