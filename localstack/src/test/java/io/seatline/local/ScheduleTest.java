package io.seatline.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.local.testing.InjectedFaults.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduleTest {

    @RegisterExtension
    final ToyCloud toy = new ToyCloud();

    private List<String> ticks() {
        return toy.tick.events.stream().sorted().toList();
    }

    @Test
    void schedule_fires_at_each_multiple_of_its_rate_with_its_input() {
        toy.advance(Duration.ofSeconds(29));
        assertEquals(List.of(), ticks());

        toy.advance(Duration.ofSeconds(1));
        assertEquals(List.of("{\"shard\": \"0\"}", "{\"shard\": \"1\"}"), ticks());

        toy.advance(Duration.ofMinutes(1));
        assertEquals(4, ticks().size());
    }

    @Test
    void schedule_fires_once_after_a_jump_over_several_multiples() {
        toy.advance(Duration.ofMinutes(10));

        assertEquals(2, ticks().size());
    }

    @Test
    void stopped_schedule_does_not_fire_until_it_resumes() {
        try (Fault _ = toy.faults.stopping("Tick0")) {
            toy.advance(Duration.ofMinutes(1));
        }
        assertEquals(List.of("{\"shard\": \"1\"}"), ticks());

        try (Fault _ = toy.faults.stoppingSchedules()) {
            toy.advance(Duration.ofMinutes(1));
        }
        assertEquals(1, ticks().size());

        toy.advance(Duration.ofMinutes(1));
        assertEquals(3, ticks().size());
    }
}
