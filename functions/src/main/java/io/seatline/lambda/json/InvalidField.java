package io.seatline.lambda.json;

/** Input that is refused because of one field. */
public final class InvalidField extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    /**
     * Names the field and what is wrong with it.
     *
     * @param field its path, such as {@code show_seats[2]}; {@code body} for the body itself
     * @param problem such as {@code must be true or false}
     */
    public InvalidField(String field, String problem) {
        super(field + ": " + problem, null, false, false);
        this.field = field;
        this.problem = problem;
    }

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }
}
