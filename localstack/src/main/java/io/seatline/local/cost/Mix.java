package io.seatline.local.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What is assumed to happen for each paid booking of two seats, and of AWS and MoMo. Change one with
 * {@code ./mvnw -Pcost -Dcost="views=20 momoMs=800"}.
 *
 * @param browses how often the cities, the movies and the shows are looked at
 * @param views how often a seat map is looked at
 * @param sharedViews the share of views that another view's snapshot answers, 0 to 1
 * @param losses how many reserves are refused because of a taken seat
 * @param knownLosses the share of these that the snapshot refuses, 0 to 1
 * @param coldReserves the share of holds whose show the environment has not read within a minute, 0 to 1
 * @param looks how often customers look at a booking of theirs
 * @param expiries how many holds run out, offers that nobody took included
 * @param cancels how many holds are cancelled
 * @param latePaid the share of payments in the hold's last two minutes, when its end is on the queue already, 0 to 1
 * @param joins how many customers join a waitlist
 * @param positions how often each of them looks at the entry
 * @param leaves the share of them who leave, 0 to 1
 * @param offers the share of them who get an offer, 0 to 1
 * @param paidOffers the share of offers that are paid, 0 to 1
 * @param refunds how many payments come too late and are refunded
 * @param occupancy the share of a hall of 200 seats that is sold, 0 to 1
 * @param monthsStored how long bookings are kept, months
 * @param momoMs how long MoMo takes for a call, milliseconds; Lambda is billed while it waits
 * @param awsMs how long a call of DynamoDB, SQS or EventBridge takes beyond what was measured here, milliseconds
 * @param logBytes what an invocation writes to its log, with Lambda's own lines and the metrics
 * @param accessLogBytes what API Gateway logs of a request
 * @param customMetrics how many metrics the functions count, for the month
 */
public record Mix(
        double browses,
        double views,
        double sharedViews,
        double losses,
        double knownLosses,
        double coldReserves,
        double looks,
        double expiries,
        double cancels,
        double latePaid,
        double joins,
        double positions,
        double leaves,
        double offers,
        double paidOffers,
        double refunds,
        double occupancy,
        double monthsStored,
        double momoMs,
        double awsMs,
        double logBytes,
        double accessLogBytes,
        double customMetrics) {

    /** The seats of a booking. */
    public static final int SEATS = 2;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** The assumptions where nobody says otherwise. */
    public static Mix usual() {
        return new Mix(
                1, 10, 0.5, 0.5, 0.8, 0.1, 3, 0.2, 0.05, 0.2, 0.1, 10, 0.1, 0.5, 0.6, 0.001, 0.3, 12, 500, 5, 1_000,
                350, 26);
    }

    /**
     * The usual ones with changes.
     *
     * @param changes such as {@code views=20}
     * @throws IllegalArgumentException naming the change that has no sense
     */
    public static Mix with(List<String> changes) {
        ObjectNode fields = JSON.valueToTree(usual());
        for (String change : changes) {
            int equals = change.indexOf('=');
            String name = change.substring(0, Math.max(0, equals));
            if (!fields.has(name) || !change.substring(equals + 1).matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                throw new IllegalArgumentException(
                        "An assumption is changed by name=number, not by \"" + change + "\"; there are " + usual());
            }
            fields.put(name, Double.parseDouble(change.substring(equals + 1)));
        }
        return JSON.convertValue(fields, Mix.class);
    }

    /**
     * An act's part.
     *
     * @param act its name in the ledger
     * @param times how often it happens for a booking
     */
    public record Share(String act, double times) {}

    double offersMade() {
        return joins * offers;
    }

    /** Holds by customers who pay, let them run out or cancel; offers are not reserved. */
    double reserves() {
        return 1 - offersMade() * paidOffers + expiries - offersMade() * (1 - paidOffers) + cancels;
    }

    /** Shows that must be published. */
    double shows() {
        return SEATS / (Cinema.SEATS * occupancy);
    }

    /** How often each act happens for a booking. */
    public List<Share> shares() {
        double direct = 1 - offersMade() * paidOffers;
        return List.of(
                new Share(Acts.BROWSE, browses),
                // The fuller the hall, the more claims there are to read.
                new Share(Acts.MAP_FIRST, views * (1 - sharedViews) * (1 - occupancy)),
                new Share(Acts.MAP_FIRST_FULL, views * (1 - sharedViews) * occupancy),
                new Share(Acts.MAP_NEXT, views * sharedViews),
                new Share(Acts.LOSE_KNOWN, losses * knownLosses),
                new Share(Acts.LOSE_FIRST, losses * (1 - knownLosses)),
                new Share(Acts.WIN.formatted(SEATS), reserves() * (1 - coldReserves)),
                new Share(Acts.WIN_COLD, reserves() * coldReserves),
                new Share(Acts.PAY, direct * (1 - latePaid)),
                new Share(Acts.PAY_LATE, direct * latePaid),
                new Share(Acts.PAY_OFFER, offersMade() * paidOffers),
                new Share(Acts.LOOK, looks),
                new Share(Acts.EXPIRE, expiries - Math.min(expiries, offersMade())),
                new Share(Acts.EXPIRE_OFFER, Math.min(expiries, offersMade())),
                new Share(Acts.CANCEL, cancels),
                new Share(Acts.JOIN, joins),
                new Share(Acts.POSITION, joins * positions),
                new Share(Acts.LEAVE, joins * leaves),
                new Share(Acts.REFUND, refunds),
                new Share(Acts.PUBLISH, shows()));
    }

    /** What a booking uses, all in. */
    public Usage usage(Ledger ledger) {
        return shares().stream()
                .map(share -> ledger.usage(share.act()).times(share.times()))
                .reduce(Usage.NONE, Usage::plus);
    }
}
