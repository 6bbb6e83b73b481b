package io.seatline.dynamodb.random;

/** Signals that the model refuses an operation; has the outcome for the client. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    Refused(Outcome outcome) {
        super(outcome.toString());
        this.outcome = outcome;
    }

    static Refused invalid(String why) {
        return new Refused(
                Outcome.error("DynamoDbException/ValidationException").with("why", why));
    }

    Outcome outcome() {
        return outcome;
    }
}
