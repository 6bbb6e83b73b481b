package io.seatline.local.momo;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The injected faults of MoMo's calls. */
final class MomoFaults {
    /** What happens to a call. */
    sealed interface Fault {
        /** The request is lost. */
        record NoAnswer() implements Fault {}

        /** The request is processed and the answer lost. */
        record Unanswered() implements Fault {}

        /** Queries of every known order are answered 7002. */
        record Processing() implements Fault {}

        /** The next calls are answered with this result code and not processed. */
        record Code(int code, int times) implements Fault {}
    }

    private final Map<MomoSimulator.Call, Fault> faults = new EnumMap<>(MomoSimulator.Call.class);

    synchronized void set(Set<MomoSimulator.Call> calls, Fault fault) {
        calls.forEach(call -> faults.put(call, fault));
    }

    synchronized void clear(Set<MomoSimulator.Call> calls) {
        calls.forEach(faults::remove);
    }

    /** The fault of the current call, which is counted. */
    synchronized Optional<Fault> next(MomoSimulator.Call call) {
        Optional<Fault> fault = Optional.ofNullable(faults.get(call));
        if (fault.isPresent() && fault.get() instanceof Fault.Code answer) {
            if (answer.times() > 1) {
                faults.put(call, new Fault.Code(answer.code(), answer.times() - 1));
            } else {
                faults.remove(call);
            }
        }
        return fault;
    }
}
