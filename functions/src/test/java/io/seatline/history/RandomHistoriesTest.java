package io.seatline.history;

import io.seatline.testing.LocalDynamoDb;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The three promises hold in every history. jqwik tells how many it played and from which seed; of one that breaks a
 * promise it prints the shortest form that it finds. {@code -Djqwik.tries.default=5000} plays more.
 */
class RandomHistoriesTest {
    private static final int LONGEST = 60;

    private static LocalDynamoDb db;

    @BeforeContainer
    static void startDatabase() {
        db = LocalDynamoDb.start();
    }

    @AfterContainer
    static void stopDatabase() {
        db.close();
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void no_seat_has_two_owners_no_money_is_lost_and_no_one_jumps_the_line(@ForAll("histories") List<Step> steps) {
        new History(db).play(steps);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return step().list().ofMinSize(5).ofMaxSize(LONGEST);
    }

    private static Arbitrary<Step> step() {
        Arbitrary<Step> single = Arbitraries.frequencyOf(
                Tuple.of(40, wish()), Tuple.of(45, machinery()), Tuple.of(15, time()), Tuple.of(5, fault()));
        Arbitrary<Step> dies = Combinators.combine(number(1, 3), flag(), single).as(Step.Dies::new);
        Arbitrary<Step> between = Combinators.combine(wishOrWriter(), single).as(Step.Between::new);
        return Arbitraries.frequencyOf(Tuple.of(80, single), Tuple.of(8, dies), Tuple.of(12, between));
    }

    /** What customers and support do. */
    private static Arbitrary<Step> wish() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        25,
                        Combinators.combine(customer(), show(), number(0, 4), number(1, 4))
                                .as(Step.Reserve::new)),
                Tuple.of(
                        25,
                        Combinators.combine(customer(), show(), number(1, 3), oneIn(5))
                                .as(Step.Join::new)),
                Tuple.of(8, any().map(Step.Leave::new)),
                Tuple.of(14, Combinators.combine(any(), number(0, 2)).as(Step.Pay::new)),
                Tuple.of(8, any().map(Step.PayAgain::new)),
                Tuple.of(10, any().map(Step.Cancel::new)),
                Tuple.of(6, Combinators.combine(any(), oneIn(4)).as(Step.SupportRefunds::new)),
                Tuple.of(4, Combinators.combine(any(), flag()).as(Step.SupportRetries::new)));
    }

    /** What may come between the reading and the commit of another: also a second writer of the same show. */
    private static Arbitrary<Step> wishOrWriter() {
        return Arbitraries.frequencyOf(Tuple.of(70, wish()), Tuple.of(20, deliver()), Tuple.of(10, notification()));
    }

    private static Arbitrary<Step> machinery() {
        return Arbitraries.frequencyOf(
                Tuple.of(35, deliver()),
                Tuple.of(
                        30,
                        Combinators.combine(number(0, 1), number(1, 6), oneIn(8))
                                .as(Step.Publish::new)),
                Tuple.of(15, Combinators.combine(number(1, 5), oneIn(8)).as(Step.DoDue::new)),
                Tuple.of(12, notification()),
                Tuple.of(8, Combinators.combine(number(1, 3), number(0, 3)).as(Step.Refund::new)));
    }

    private static Arbitrary<Step> notification() {
        return any().map(Step.Notify::new);
    }

    private static Arbitrary<Step> deliver() {
        return Combinators.combine(show(), number(1, 6), oneIn(5).map(lost -> !lost))
                .as(Step.Deliver::new);
    }

    private static Arbitrary<Step> time() {
        return Arbitraries.frequencyOf(
                Tuple.of(60, Arbitraries.of(1, 20, 60, 121, 301).map(Step.Pass::new)),
                Tuple.of(40, Arbitraries.just(new Step.Tick())));
    }

    private static Arbitrary<Step> fault() {
        return Arbitraries.frequencyOf(
                Tuple.of(40, show().map(Step.LoseMailboxMessage::new)),
                Tuple.of(40, number(0, 1).map(Step.LoseRecord::new)),
                Tuple.of(20, Combinators.combine(flag(), flag()).as(Step.MomoIs::new)));
    }

    private static Arbitrary<Integer> customer() {
        return number(0, History.CUSTOMERS - 1);
    }

    private static Arbitrary<Integer> show() {
        return Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1));
    }

    private static Arbitrary<Integer> any() {
        return number(0, 6);
    }

    private static Arbitrary<Integer> number(int from, int to) {
        return Arbitraries.integers().between(from, to);
    }

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(false, true);
    }

    private static Arbitrary<Boolean> oneIn(int n) {
        return Arbitraries.frequency(Tuple.of(n - 1, false), Tuple.of(1, true));
    }
}
