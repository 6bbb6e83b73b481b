package io.seatline.local.momo;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the simulated MoMo misbehaves, call by call. */
final class MomoFaults {
    /** What happens to a call. */
    sealed interface Fault {
        /** MoMo does nothing and says nothing: the request was lost. */
        record Silent() implements Fault {}

        /** MoMo does what it is asked and says nothing: the answer was lost. */
        record Unanswered() implements Fault {}

        /** Queries of every known order are answered 7002. */
        record Processing() implements Fault {}

        /** So many calls are answered with this result code and nothing else is done. */
        record Code(int code, int times) implements Fault {}
    }

    private final Map<MomoSimulator.Call, Fault> faults = new EnumMap<>(MomoSimulator.Call.class);

    synchronized void set(Set<MomoSimulator.Call> calls, Fault fault) {
        calls.forEach(call -> faults.put(call, fault));
    }

    synchronized void clear(Set<MomoSimulator.Call> calls) {
        calls.forEach(faults::remove);
    }

    /** The fault of the call that is being made now; counts it. */
    synchronized Optional<Fault> next(MomoSimulator.Call call) {
        Optional<Fault> fault = Optional.ofNullable(faults.get(call));
        if (fault.isPresent() && fault.get() instanceof Fault.Code told) {
            if (told.times() > 1) {
                faults.put(call, new Fault.Code(told.code(), told.times() - 1));
            } else {
                faults.remove(call);
            }
        }
        return fault;
    }
}
