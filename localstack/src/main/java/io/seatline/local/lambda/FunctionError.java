package io.seatline.local.lambda;

/** A function's invocation failed; the cause, if any, is what its handler threw. */
public final class FunctionError extends Exception {

    private static final long serialVersionUID = 1L;

    /** Records a failed invocation of a function, by its logical id. */
    public FunctionError(String functionId, String message) {
        super(functionId + ": " + message);
    }

    /** Records what the handler of a function threw. */
    public FunctionError(String functionId, Throwable cause) {
        super(functionId + ": " + cause, cause);
    }
}
