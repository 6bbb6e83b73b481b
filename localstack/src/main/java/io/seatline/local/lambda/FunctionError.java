package io.seatline.local.lambda;

/** A function's invocation failed; the cause, where there is one, is what its handler threw. */
public final class FunctionError extends Exception {

    private static final long serialVersionUID = 1L;

    private final String functionId;

    /**
     * Records a failed invocation.
     *
     * @param functionId the function's logical id in the template
     * @param message what went wrong, for a person
     */
    public FunctionError(String functionId, String message) {
        super(functionId + ": " + message);
        this.functionId = functionId;
    }

    /**
     * Records a failed invocation with what the handler threw.
     *
     * @param functionId the function's logical id in the template
     * @param cause what the handler threw
     */
    public FunctionError(String functionId, Throwable cause) {
        super(functionId + ": " + cause, cause);
        this.functionId = functionId;
    }

    /**
     * Names the function that failed.
     *
     * @return its logical id in the template
     */
    public String functionId() {
        return functionId;
    }
}
