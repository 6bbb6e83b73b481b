package io.seatline.infra.release;

import io.seatline.infra.lambda.SeatlineFunction;
import java.util.List;
import java.util.stream.Stream;

/**
 * Publishes new versions a few at a time. Each publication makes a snapshot, and AWS limits how many an account makes at
 * once: beyond that, publishing fails with "you have reached your concurrent snapshot creation limit" (Lambda's guide,
 * "Troubleshooting SnapStart errors"; the limit is not published), and with it the deployment.
 */
public final class Snapshots {
    /** Two to three minutes each, so a deployment publishes the dozen functions within some ten minutes. */
    private static final int AT_ONCE = 3;

    private Snapshots() {}

    /**
     * Makes each version wait for the one AT_ONCE places before it.
     *
     * @param outbox comes first and waits for none: in production every alias waits for the outbox's, among them that of
     *     Notify, whose URL other functions need before they have a version
     */
    public static void inTurn(SeatlineFunction outbox, List<SeatlineFunction> functions) {
        List<SeatlineFunction> withSnapshot = Stream.concat(
                        Stream.of(outbox), functions.stream().filter(function -> function != outbox))
                .filter(SeatlineFunction::hasSnapshot)
                .toList();
        for (int i = AT_ONCE; i < withSnapshot.size(); i++) {
            withSnapshot
                    .get(i)
                    .version()
                    .addResourceDependency(withSnapshot.get(i - AT_ONCE).version());
        }
    }
}
