package io.seatline.local.cost;

import io.seatline.local.cost.Ledger.Entry;
import io.seatline.local.cost.ScaleModel.Row;
import java.util.List;
import java.util.Locale;

/** The report as text that is Markdown, too. */
public final class Markdown {
    private static final int MANY_SHOWS = 10_000;

    private final CostReport report;

    public Markdown(CostReport report) {
        this.report = report;
    }

    /** Everything but the scale model. */
    public String costs() {
        StringBuilder text = new StringBuilder();
        ledger(text);
        targets(text);
        bills(text);
        month(text);
        prices(text);
        return text.toString();
    }

    private void ledger(StringBuilder text) {
        text.append("""
                ## What each act uses

                Read and write units by AWS's rules from the sizes of the items: transactions and local indexes twice,
                global indexes once, a failed condition as a write. Milliseconds are this machine's, warm, the median of
                several repetitions, and not Lambda's; MoMo is simulated. SQS counts each call: sent, received, deleted.

                """);
        text.append("| act | WU | index WU | RU | index RU | calls | runs | ms | SQS | events | records | MoMo |"
                + " bytes out | $ a million |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (Entry entry : report.ledger().entries()) {
            Usage usage = entry.usage();
            text.append("| ").append(entry.name());
            for (double value : List.of(
                    usage.of(Metric.WRITE_UNITS),
                    usage.of(Metric.INDEX_WRITE_UNITS),
                    usage.of(Metric.READ_UNITS),
                    usage.of(Metric.INDEX_READ_UNITS),
                    usage.of(Metric.TABLE_CALLS),
                    usage.of(Metric.INVOCATIONS),
                    usage.of(Metric.MILLISECONDS),
                    usage.of(Metric.SENDS) + usage.of(Metric.RECEIVES) + usage.of(Metric.DELETES),
                    usage.of(Metric.EVENTS),
                    usage.of(Metric.STREAM_RECORDS),
                    usage.of(Metric.MOMO_CALLS),
                    usage.of(Metric.BYTES_OUT))) {
                text.append(" | ").append(number(value));
            }
            text.append(" | ").append(millionOf(usage)).append(" |\n");
        }
        text.append('\n');
        report.ledger().entries().forEach(entry -> text.append("- ")
                .append(entry.name())
                .append(": ")
                .append(entry.what())
                .append(". ")
                .append(whoWrites(entry.usage()))
                .append('\n'));
    }

    private static String whoWrites(Usage usage) {
        return String.join(
                ", ",
                usage.functions().stream()
                        .filter(function -> usage.by(function, Metric.INVOCATIONS) > 0)
                        .map(function -> "%s %s x, %s ms, %s+%s WU, %s RU"
                                .formatted(
                                        function.replace("Handler", ""),
                                        number(usage.by(function, Metric.INVOCATIONS)),
                                        number(usage.by(function, Metric.MILLISECONDS)),
                                        number(usage.by(function, Metric.WRITE_UNITS)),
                                        number(usage.by(function, Metric.INDEX_WRITE_UNITS)),
                                        number(usage.by(function, Metric.READ_UNITS)
                                                + usage.by(function, Metric.INDEX_READ_UNITS))))
                        .toList());
    }

    private void targets(StringBuilder text) {
        text.append("\n## Targets\n\n| promised | measured | kept |\n|---|---|---|\n");
        report.targets()
                .forEach(target -> text.append("| %s | %s | %s |%n"
                        .formatted(target.promise(), target.measured(), target.kept() ? "yes" : "**no**")));
    }

    private void bills(StringBuilder text) {
        text.append("\n## A million paid bookings of two seats\n\nFor each booking, by assumption, ")
                .append(report.mix())
                .append(":\n\n    dollars = 1,000,000 x sum of times x (act's usage x price), + storage\n\n");
        text.append("| act | times a booking | $ a million bookings |\n|---|---|---|\n");
        for (Mix.Share share : report.mix().shares()) {
            Usage usage = report.ledger().usage(share.act()).times(share.times());
            text.append("| %s | %s | %s |%n".formatted(share.act(), fine(share.times()), millionOf(usage)));
        }
        text.append("\nLambda's GB-seconds = memory x (measured ms + calls x %s ms + MoMo's calls x %s ms).%n%n"
                .formatted(number(report.mix().awsMs()), number(report.mix().momoMs())));
        lines(text, "Seatline", report.bill());
        lines(text, "The naive design", report.naive());
        text.append("""
                The naive design has an item for each seat of each show, written when the show is published and queried for
                each view of its map; for each hold one schedule of EventBridge Scheduler, created and fired, and one
                message. It has no snapshot: each losing reserve is a cancelled transaction. Its payments, its line and its outbox
                are taken to be Seatline's. It promises less: after a hold's end nobody asks MoMo again.

                Not in either bill: Cognito (by monthly active user), MoMo's fees, the operator's webhooks, support plans,
                taxes; free tiers and volume discounts.

                """);
        differences(text);
        text.append("%n**Seatline %s, naive %s a million bookings: %s.**%n"
                .formatted(
                        money(report.bill().dollars()),
                        money(report.naive().dollars()),
                        report.bill().dollars() < report.naive().dollars()
                                ? "lower by %.0f %%"
                                        .formatted(100
                                                - 100
                                                        * report.bill().dollars()
                                                        / report.naive().dollars())
                                : "NOT lower"));
    }

    private void differences(StringBuilder text) {
        text.append("| what differs, $ a million bookings | Seatline | naive |\n|---|---|---|\n");
        for (var difference : new NaiveDesign(report.ledger(), report.mix()).differences()) {
            text.append("| %s | %s | %s |%n"
                    .formatted(difference.cause(), millionOf(difference.seatline()), millionOf(difference.naive())));
        }
    }

    private String millionOf(Usage booking) {
        return money(Bill.of(booking, report.ledger(), report.mix()).dollars() * 1e6);
    }

    private static void lines(StringBuilder text, String name, Bill bill) {
        text.append("| ").append(name).append(" | quantity | $ |\n|---|---|---|\n");
        bill.lines()
                .forEach(line -> text.append("| %s %s | %s | %s |%n"
                        .formatted(
                                line.price().unit(),
                                line.of().isEmpty() ? "" : "(" + line.of() + ")",
                                number(line.quantity()),
                                money(line.dollars()))));
        text.append("| **all in** | | **").append(money(bill.dollars())).append("** |\n\n");
    }

    private void month(StringBuilder text) {
        text.append("\n## A month, whoever books\n\n");
        lines(text, "Fixed", report.month());
    }

    private static void prices(StringBuilder text) {
        text.append("## Prices\n\nList prices of ")
                .append(Price.REGION)
                .append(", as of ")
                .append(Price.AS_OF)
                .append(".\n\n| what | $ | for | page |\n|---|---|---|---|\n");
        for (Price price : Price.values()) {
            text.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            price.unit(),
                            price == Price.COMPUTE ? "0.0000133334" : fine(price.dollars()),
                            number(price.per()),
                            price.page()));
        }
    }

    /** The scale model: one page. */
    public String scale() {
        StringBuilder text = new StringBuilder("""
                # How far Seatline scales

                Made by `./mvnw -Pcost`, which measures what each act uses and writes this page to `target/scale.md`.
                Each line is a limit that AWS publishes, or the template sets, over what one paid booking of two seats takes
                of it, with all that comes with a booking in the assumed mix (%s requests, %s holds, %s expiries, %s joins):
                so many bookings a second it carries. Milliseconds in it are of the machine that measured, MoMo's %s ms and
                %s ms for a call of AWS are assumed. Many limits are defaults that AWS raises on request.

                | resource | limit a second | a booking takes | one hot show: bookings/s | 10,000 shows: bookings/s | formula | source |
                |---|---|---|---|---|---|---|
                """.formatted(
                        number(report.mix().usage(report.ledger()).of(Metric.API_REQUESTS)),
                        fine(report.mix().reserves()),
                        fine(report.mix().expiries()),
                        fine(report.mix().joins()),
                        number(report.mix().momoMs()),
                        number(report.mix().awsMs())));
        for (Row row : report.scale().rows()) {
            text.append("| %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            row.resource(),
                            number(row.limit()),
                            fine(row.use()),
                            rate(row.bookings(1)),
                            rate(row.bookings(MANY_SHOWS)),
                            row.formula(),
                            row.source()));
        }
        acts(text);
        bottlenecks(text);
        return text.toString();
    }

    /** Each act alone, all on one show: a rush is not a mix. */
    private void acts(StringBuilder text) {
        text.append("""

                Of a single act on one show, with all that follows from it:

                | act | a second | first to give way |
                |---|---|---|
                """);
        for (String act : List.of(
                Acts.MAP_NEXT,
                Acts.LOSE_KNOWN,
                Acts.LOSE_FIRST,
                Acts.WIN.formatted(Mix.SEATS),
                Acts.PAY,
                Acts.EXPIRE,
                Acts.JOIN,
                Acts.POSITION,
                Acts.CANCEL_OFFER)) {
            Row first = ScaleModel.of(report.ledger().usage(act), report.ledger(), report.mix())
                    .first(1);
            text.append("| %s | %s | %s |%n".formatted(act, rate(first.bookings(1)), first.resource()));
        }
    }

    private void bottlenecks(StringBuilder text) {
        Usage win = report.ledger().usage(Acts.WIN.formatted(Mix.SEATS));
        double claims = win.of(Metric.WRITE_UNITS, table -> table.endsWith("seat-claims"));
        double holds = Limits.PARTITION_WRITES / claims;
        Usage booking = report.mix().usage(report.ledger());
        Row one = report.scale().first(1);
        Row many = report.scale().first(MANY_SHOWS);
        text.append("""

                MoMo's limit is not published. At %s bookings a second it gets %s calls a second.

                In the first second of a rush there are only reserves: a show's claims share a partition, which takes 1,000
                write units, %s for a winning reserve of two: %s of them a second, or 500 seats; the hall of %d seats is
                gone in %s s. Whoever comes later loses on the snapshot, which writes and reads nothing, or, once in each
                environment and second, on a cancelled transaction. DynamoDB may split a hot partition of SeatClaims between
                seats; Waitlist's has local indexes and stays whole, up to 10 GB a show, some twenty million entries.
                Bookings and their payments are keyed by a random id, `by_customer` by the customer: neither has a hot key
                unless one customer books a hundred times a second. Lambda adds 1,000 environments to a function every ten
                seconds: a rush of losers, each some ms, needs few.

                **One hot show: %s, at %s bookings a second.**

                **10,000 shows alike: %s, at %s bookings a second** (%s for each show).
                """.formatted(
                        rate(many.bookings(MANY_SHOWS)),
                        rate(many.bookings(MANY_SHOWS) * booking.of(Metric.MOMO_CALLS)),
                        number(claims),
                        rate(holds),
                        Cinema.SEATS,
                        fine(Cinema.SEATS / Mix.SEATS / holds),
                        one.resource(),
                        rate(one.bookings(1)),
                        many.resource(),
                        rate(many.bookings(MANY_SHOWS)),
                        fine(many.bookings(MANY_SHOWS) / MANY_SHOWS)));
    }

    private static String rate(double value) {
        return Double.isInfinite(value) ? "no limit" : number(value);
    }

    private static String number(double value) {
        if (value == 0) {
            return "0";
        }
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String fine(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    private static String money(double dollars) {
        return String.format(Locale.ROOT, "%,.2f", dollars);
    }
}
