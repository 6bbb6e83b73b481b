package io.seatline.local.lambda;

/** Invokes a function of the template and waits for its answer, as Lambda's {@code RequestResponse} does. */
public interface Invoker {

    /**
     * Invokes a function.
     *
     * @param functionId the function's logical id in the template
     * @param event JSON in UTF-8
     * @return the function's result: JSON in UTF-8, {@code null} as the JSON literal
     * @throws FunctionError when the function threw or timed out, or its answer was lost
     * @throws IllegalArgumentException when the template has no such function
     */
    byte[] invoke(String functionId, byte[] event) throws FunctionError;
}
