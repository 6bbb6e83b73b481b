package io.seatline.local.template;

/** The embedded cloud cannot honour the template; the message says where and what to do about it. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses a template.
     *
     * @param message where the template asks for what, and how to go on
     */
    public TemplateException(String message) {
        super(message);
    }

    /**
     * Refuses a template that could not even be read.
     *
     * @param message what was read
     * @param cause why it failed
     */
    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
